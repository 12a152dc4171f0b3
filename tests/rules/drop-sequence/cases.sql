CREATE SEQUENCE numbers;
CREATE SEQUENCE tickets;
CREATE SEQUENCE bills_no;
CREATE SEQUENCE parts_no;
CREATE SEQUENCE again;
CREATE TABLE bills (id bigint PRIMARY KEY, no bigint DEFAULT nextval('bills_no'));
CREATE TABLE parts (id bigint PRIMARY KEY, no bigint DEFAULT nextval('parts_no'));
-- next migration
DROP SEQUENCE numbers; -- want: drop-sequence "nextval() of running code"
-- next migration
DROP SEQUENCE IF EXISTS tickets; -- want: drop-sequence
-- next migration
-- they go with the column, with the table
ALTER TABLE bills DROP COLUMN no;
DROP SEQUENCE bills_no;
DROP TABLE parts;
DROP SEQUENCE parts_no;
-- next migration
DROP SEQUENCE again;
CREATE SEQUENCE again START 1000;
-- next migration
CREATE SEQUENCE trial;
DROP SEQUENCE trial;
CREATE TEMP SEQUENCE mine;
DROP SEQUENCE mine;
DROP SEQUENCE IF EXISTS never_there;
-- next migration
CREATE TABLE folders (id serial PRIMARY KEY);
CREATE TABLE shelves (id serial PRIMARY KEY);
-- next migration
-- the column counts no more, which drop-default tells
ALTER TABLE folders ALTER COLUMN id DROP DEFAULT, ALTER COLUMN id TYPE text;
DROP SEQUENCE folders_id_seq;
ALTER TABLE folders ALTER COLUMN id SET DEFAULT 'x';
DROP SEQUENCE shelves_id_seq CASCADE; -- want: drop-sequence
