CREATE TABLE a (id bigint PRIMARY KEY, body jsonb, name text, price numeric(12, 2), code char(3), j json);
CREATE TEMPORARY TABLE t (body json);
CREATE TABLE gone (body json);
CREATE SCHEMA own;
CREATE TYPE own.json AS ENUM ('a');
CREATE TABLE p (at date, body jsonb) PARTITION BY RANGE (at);
-- next migration
ALTER TABLE a ALTER COLUMN j TYPE jsonb USING j::jsonb;
DROP TABLE gone;
ALTER TABLE a ADD COLUMN mine own.json;
