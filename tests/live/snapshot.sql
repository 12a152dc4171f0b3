-- Something of every kind that a schema is made of, for test_snapshot. Servers from 12 on.
CREATE SCHEMA app AUTHORIZATION app_owner;
CREATE SCHEMA "Odd ""names""";
CREATE EXTENSION citext;
CREATE TYPE app.status AS ENUM ('new', 'paid', 'it''s "sent"');
CREATE TYPE app.pair AS (x int, y text COLLATE "C");
CREATE DOMAIN app.price AS numeric(10,2) DEFAULT 0 CONSTRAINT positive CHECK (VALUE >= 0);
CREATE TYPE app.span AS RANGE (subtype = int4);
CREATE COLLATION app.simple (provider = libc, locale = 'C');
CREATE FUNCTION app.double(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.note := 'x'; RETURN NEW; END$$;
CREATE PROCEDURE app.work(INOUT n int) LANGUAGE plpgsql AS $$BEGIN n := n + 1; END$$;
CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE FUNCTION app.add_up(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2';
CREATE OPERATOR app.@+@ (FUNCTION = app.add_up, LEFTARG = int, RIGHTARG = int);
CREATE CAST (app.pair AS text) WITH INOUT AS ASSIGNMENT;
CREATE SEQUENCE app.numbers START 5 INCREMENT 5 CACHE 3 CYCLE;
CREATE TABLE app.users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email citext NOT NULL UNIQUE,
    name varchar(50) DEFAULT 'nobody',
    note text COLLATE "C",
    born timestamptz DEFAULT now(),
    state app.status DEFAULT 'new',
    cost app.price,
    tags text[],
    twice int GENERATED ALWAYS AS (length(note) * 2) STORED,
    CONSTRAINT short CHECK (length(name) < 40),
    CONSTRAINT later CHECK (length(name) > 0) NO INHERIT
);
CREATE TABLE app.orders (
    id serial PRIMARY KEY,
    user_id bigint REFERENCES app.users ON DELETE CASCADE,
    total numeric(12,2) NOT NULL DEFAULT app.double(1),
    during tsrange,
    EXCLUDE USING gist (during WITH &&),
    UNIQUE (user_id, total) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNLOGGED TABLE app.cache (key text PRIMARY KEY, value jsonb) WITH (fillfactor = 70, autovacuum_enabled = false);
CREATE TABLE app.special (extra int) INHERITS (app.users);
CREATE TABLE app.events (id bigint, at date NOT NULL, kind text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE app.events_2024 PARTITION OF app.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE app.events_rest PARTITION OF app.events DEFAULT PARTITION BY HASH (id);
CREATE TABLE app.events_rest_0 PARTITION OF app.events_rest FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE INDEX events_kind ON app.events (kind);
CREATE INDEX users_lower ON app.users (lower(name) text_pattern_ops DESC, born) INCLUDE (note) WITH (fillfactor = 80) WHERE name IS NOT NULL;
CREATE STATISTICS app.users_stat (dependencies, ndistinct) ON name, note FROM app.users;
CREATE VIEW app.names AS SELECT id, name FROM app.users WHERE state = 'new' WITH LOCAL CHECK OPTION;
CREATE VIEW app.named WITH (security_barrier) AS SELECT n.name, count(*) AS n FROM app.names n GROUP BY n.name;
CREATE MATERIALIZED VIEW app.totals AS SELECT user_id, sum(total) AS total FROM app.orders GROUP BY user_id;
CREATE UNIQUE INDEX totals_user ON app.totals (user_id);
CREATE RULE nothing AS ON DELETE TO app.cache DO INSTEAD NOTHING;
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF name ON app.users FOR EACH ROW WHEN (NEW.name <> '') EXECUTE FUNCTION app.touch();
CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN END$$;
CREATE POLICY own ON app.orders FOR SELECT TO role_a, role_b USING (user_id > 0);
CREATE FOREIGN DATA WRAPPER wrapper OPTIONS (a '1');
CREATE SERVER remote FOREIGN DATA WRAPPER wrapper OPTIONS (host 'h');
CREATE USER MAPPING FOR role_a SERVER remote OPTIONS (usr 'x');
CREATE FOREIGN TABLE app.far (id int OPTIONS (n '1') NOT NULL) SERVER remote OPTIONS (t 'far');
CREATE TEXT SEARCH DICTIONARY app.dict (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION app.search (COPY = simple);
CREATE PUBLICATION pub FOR TABLE app.users, app.orders;
CREATE TABLE "Odd ""names"""."tab	with
newline 😀" ("a""b" int, "c'd" text DEFAULT E'it''s \\ \n', "select" int CHECK ("select" > 0));
COMMENT ON TABLE "Odd ""names"""."tab	with
newline 😀" IS E'quote '' backslash \\ 😀';
COMMENT ON COLUMN app.users.name IS 'what people say';
COMMENT ON CONSTRAINT short ON app.users IS 'not too long';
COMMENT ON FUNCTION app.double(int) IS 'twice';
ALTER TABLE app.orders OWNER TO app_owner;
GRANT SELECT, INSERT (name) ON app.users TO role_a WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION app.double(int) FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO role_b;
