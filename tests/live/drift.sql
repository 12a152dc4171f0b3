-- Something of every kind that a hand may change, for test_drift. Servers from 13 on.
CREATE SCHEMA app;
CREATE EXTENSION citext;
CREATE EXTENSION ltree;
CREATE TYPE app.status AS ENUM ('new', 'paid');
CREATE TYPE app.pair AS (x int, y text);
CREATE DOMAIN app.price AS numeric(10,2) DEFAULT 0 CONSTRAINT positive CHECK (VALUE >= 0);
CREATE TYPE app.span AS RANGE (subtype = int4);
CREATE COLLATION app.simple (provider = libc, locale = 'C');
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN END$$;
CREATE FUNCTION app.twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE FUNCTION app.add_up(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE PROCEDURE app.work(INOUT n int) LANGUAGE plpgsql AS $$BEGIN n := n + 1; END$$;
CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE OPERATOR app.@+@ (FUNCTION = app.add_up, LEFTARG = int, RIGHTARG = int);
CREATE CAST (app.pair AS text) WITH INOUT AS ASSIGNMENT;
CREATE SEQUENCE app.numbers;
CREATE TABLE app.users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email citext NOT NULL UNIQUE,
    name varchar(50) DEFAULT 'x',
    note text,
    state app.status DEFAULT 'new',
    born timestamptz NOT NULL DEFAULT now(),
    tags text[] DEFAULT '{}',
    twice int GENERATED ALWAYS AS (length(note) * 2) STORED,
    CONSTRAINT adult CHECK (length(name) > 0 AND name IN ('a', 'x'))
);
CREATE TABLE app.orders (
    id serial PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES app.users ON DELETE CASCADE,
    total app.price,
    during tsrange,
    CONSTRAINT apart EXCLUDE USING gist (during WITH &&)
);
CREATE UNLOGGED TABLE app.cache (key text PRIMARY KEY, value jsonb) WITH (fillfactor = 70);
CREATE TABLE app.base (id int, label text);
CREATE TABLE app.special (extra int) INHERITS (app.base);
CREATE TABLE app.alone (id int CHECK (id > 0), label text DEFAULT 'x');
CREATE INDEX alone_label ON app.alone (label);
COMMENT ON COLUMN app.alone.label IS 'x';
CREATE TABLE app.events (id bigint, at date NOT NULL, kind text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE app.events_2024 PARTITION OF app.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE app.events_2025 (id bigint NOT NULL, at date NOT NULL, kind text, PRIMARY KEY (id, at));
CREATE INDEX events_kind ON app.events (kind);
CREATE INDEX orders_user ON app.orders (user_id) WHERE user_id > 0;
CREATE INDEX users_lower ON app.users (lower(name) DESC, born) INCLUDE (note) WITH (fillfactor = 80);
CREATE STATISTICS app.users_stat (dependencies) ON name, note FROM app.users;
CREATE VIEW app.names AS SELECT id, name FROM app.users WHERE state = 'new';
CREATE MATERIALIZED VIEW app.totals AS SELECT user_id, sum(total) AS total FROM app.orders GROUP BY user_id;
CREATE UNIQUE INDEX totals_user ON app.totals (user_id);
CREATE RULE nothing AS ON DELETE TO app.cache DO INSTEAD NOTHING;
CREATE TRIGGER touch BEFORE UPDATE OF name ON app.users FOR EACH ROW WHEN (NEW.name <> '') EXECUTE FUNCTION app.touch();
CREATE EVENT TRIGGER drift_watch ON ddl_command_end WHEN TAG IN ('CREATE CAST') EXECUTE FUNCTION app.watch();
ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.orders FOR SELECT TO role_a USING (user_id > 0);
CREATE FOREIGN DATA WRAPPER drift_wrapper OPTIONS (a '1');
CREATE SERVER drift_remote FOREIGN DATA WRAPPER drift_wrapper OPTIONS (host 'h');
CREATE USER MAPPING FOR role_a SERVER drift_remote OPTIONS (usr 'x');
CREATE FOREIGN TABLE app.far (id int OPTIONS (n '1') NOT NULL) SERVER drift_remote OPTIONS (t 'far');
CREATE TEXT SEARCH CONFIGURATION app.search (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION app.search ADD MAPPING FOR word WITH simple;
CREATE PUBLICATION drift_pub FOR TABLE app.users, app.orders;
COMMENT ON TABLE app.users IS 'people';
COMMENT ON COLUMN app.users.name IS 'what people say';
GRANT SELECT ON app.users TO role_a;
GRANT UPDATE (name) ON app.users TO role_b;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO role_b;
