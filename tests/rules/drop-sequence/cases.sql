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
