CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_id_email ON users (id, email);
CREATE TABLE teams (id bigint CONSTRAINT teams_key PRIMARY KEY, name text);
CREATE UNIQUE INDEX teams_name ON teams (name);
CREATE UNIQUE INDEX users_mail ON users (email);
CREATE UNIQUE INDEX users_email_old ON users (email);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER changed BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION tg();
CREATE POLICY mine ON users USING (true);
CREATE TYPE mood AS ENUM ('a');
-- next migration
-- nobody names these
ALTER TRIGGER changed ON users RENAME TO is_changed;
ALTER POLICY mine ON users RENAME TO own;
ALTER INDEX users_id_email RENAME TO users_both;
ALTER FUNCTION tg() RENAME TO tg_users;
-- next migration
-- one story with its table
ALTER TABLE teams RENAME CONSTRAINT teams_key TO groups_key;
ALTER TABLE teams RENAME TO groups;
ALTER INDEX teams_name RENAME TO groups_name;
-- next migration
-- a swap: the name that code knows is there before and behind
DROP INDEX users_email_old;
ALTER INDEX users_mail RENAME TO users_email_old;
-- next migration
-- a stand-in of the old name
ALTER FUNCTION f() RENAME TO g;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT g()';
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('a', 'b');
-- next migration
-- new here
CREATE SEQUENCE numbers;
ALTER SEQUENCE numbers RENAME TO invoices;
CREATE TABLE tags (id bigint, CONSTRAINT tags_id PRIMARY KEY (id));
ALTER TABLE tags RENAME CONSTRAINT tags_id TO tags_pk;
ALTER INDEX tags_pk RENAME TO tags_key;
CREATE DOMAIN d AS text;
ALTER DOMAIN d RENAME TO e;
CREATE ROLE bob;
ALTER ROLE bob RENAME TO robert;
-- next migration
CREATE TABLE a (id int);
ALTER TABLE a RENAME TO b;
