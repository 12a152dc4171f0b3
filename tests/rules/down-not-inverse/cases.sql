-- +goose Up
CREATE TYPE state AS ENUM ('new', 'paid');
CREATE TABLE users (id bigint PRIMARY KEY, mail varchar(50) NOT NULL, note text DEFAULT 'x');
CREATE INDEX users_mail ON users (mail);
-- +goose Down
DROP TABLE users; -- want: down-not-inverse "enum type 'state' was not there before"
-- next migration
-- +goose Up
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
-- +goose Down
DROP TRIGGER touched ON users; -- want: down-not-inverse "function 'touch()' was not there before"
-- next migration
-- +goose Up
ALTER TABLE users DROP COLUMN mail;
-- +goose Down
ALTER TABLE users ADD COLUMN mail text; -- want: down-not-inverse "index 'users.users_mail' is missing; not null of column 'users.mail': no, before: yes; type of column 'users.mail': text, before: varchar(50)"
-- next migration
-- +goose Up
ALTER TABLE users ALTER COLUMN note SET DEFAULT 'y';
-- +goose Down
ALTER TABLE users ALTER COLUMN note DROP DEFAULT; -- want: down-not-inverse "default of column 'users.note': not set, before: 'x'"
-- next migration
-- +goose Up
ALTER TABLE users RENAME TO people;
-- +goose Down
SELECT 1; -- want: down-not-inverse "table 'users' is called 'people'"
-- next migration
-- +goose Up
CREATE TABLE IF NOT EXISTS people (id bigint);
-- +goose Down
DROP TABLE people; -- want: down-not-inverse "table 'people' is missing"
