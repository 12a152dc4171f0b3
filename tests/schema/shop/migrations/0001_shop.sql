CREATE SCHEMA app AUTHORIZATION app_owner;
CREATE EXTENSION citext;
CREATE TYPE app.status AS ENUM ('new', 'paid', 'it''s "sent"');
CREATE TYPE app.pair AS (x int, y text COLLATE "C");
CREATE DOMAIN app.price AS numeric(10, 2) DEFAULT 0 CONSTRAINT positive CHECK (VALUE >= 0);
CREATE TYPE app.span AS RANGE (subtype = int4);
CREATE TABLE app.users (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	email citext NOT NULL UNIQUE,
	"PK" text,
	"Full Name" varchar(200) DEFAULT E'a\tb\\c',
	manager bigint REFERENCES app.users (id)
);
CREATE TABLE app.orders (
	id serial PRIMARY KEY,
	user_id bigint NOT NULL REFERENCES app.users (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	status app.status NOT NULL DEFAULT 'new',
	total app.price,
	twice numeric GENERATED ALWAYS AS (total * 2) STORED,
	CONSTRAINT total_is_small CHECK (total < 1000000) NOT VALID
);
CREATE INDEX orders_status ON app.orders (status, lower(id::text) DESC) INCLUDE (total) WHERE total > 0;
