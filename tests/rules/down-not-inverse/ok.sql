-- +goose Up
-- the extension and the schema may be used by others
CREATE EXTENSION IF NOT EXISTS hstore;
CREATE SCHEMA IF NOT EXISTS shop;
CREATE TABLE users (id bigserial PRIMARY KEY, mail varchar(50) NOT NULL, note text DEFAULT 'x', active boolean DEFAULT true);
CREATE TYPE state AS ENUM ('new');
CREATE VIEW everybody AS SELECT * FROM users;
-- +goose Down
DROP VIEW IF EXISTS everybody;
DROP TYPE state;
DROP TABLE IF EXISTS users CASCADE;
-- next migration
-- +goose Up
-- data is lost, and the column comes back at the end
ALTER TABLE users DROP COLUMN mail CASCADE;
-- +goose Down
ALTER TABLE users ADD COLUMN mail varchar(50) NOT NULL DEFAULT '';
ALTER TABLE users ALTER COLUMN mail DROP DEFAULT;
CREATE VIEW everybody AS SELECT * FROM users;
-- next migration
-- +goose Up
-- PostgreSQL has no way to take a value away
ALTER TYPE state ADD VALUE 'paid';
CREATE TABLE other (id bigint);
-- +goose Down
DROP TABLE other;
-- next migration
-- +goose Up
-- PostgreSQL chooses the name
ALTER TABLE users DROP CONSTRAINT users_pkey;
-- +goose Down
ALTER TABLE users ADD PRIMARY KEY (id);
-- next migration
-- +goose Up
-- the same in other words
ALTER TABLE users ALTER COLUMN note DROP DEFAULT, ALTER COLUMN active DROP DEFAULT;
-- +goose Down
ALTER TABLE users ALTER COLUMN note SET DEFAULT 'x'::text, ALTER COLUMN active SET DEFAULT '1';
-- next migration
-- +goose Up
-- nobody knows what it makes
DO $$ BEGIN EXECUTE (SELECT command FROM commands); END $$;
CREATE TABLE left_over (id bigint);
-- +goose Down
SELECT 1;
-- next migration
-- +goose Up
CREATE TABLE not_undone (id bigint);
-- +goose Down
-- irreversible: the table is filled by others
SELECT 1;
-- next migration
-- +goose Up
CREATE TABLE refused (id bigint);
-- +goose Down
DO $$ BEGIN RAISE EXCEPTION 'there is no way back'; END $$;
-- next migration
-- +goose Up
-- it reckons with a table of before
DROP TABLE IF EXISTS schema_info;
-- +goose Down
CREATE TABLE schema_info (version integer);
