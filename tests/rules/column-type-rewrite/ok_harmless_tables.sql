CREATE TABLE old (id integer PRIMARY KEY);
CREATE TABLE settings (id integer PRIMARY KEY);
-- next migration
CREATE TABLE fresh (id integer PRIMARY KEY);
ALTER TABLE fresh ALTER COLUMN id TYPE bigint;
CREATE TEMPORARY TABLE scratch (id integer);
ALTER TABLE scratch ALTER COLUMN id TYPE bigint;
ALTER TABLE settings ALTER COLUMN id TYPE bigint;
