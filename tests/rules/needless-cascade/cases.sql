CREATE TABLE users (id bigint PRIMARY KEY, name text, mail text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), at timestamptz);
CREATE VIEW names AS SELECT name FROM users;
CREATE VIEW mails AS SELECT mail FROM users;
-- next migration
ALTER TABLE orders DROP COLUMN at CASCADE; -- want: needless-cascade
DROP VIEW mails CASCADE; -- want: needless-cascade
-- next migration
-- a view reads it
ALTER TABLE users DROP COLUMN name CASCADE;
-- a foreign key references it
DROP TABLE users CASCADE;
-- next migration
-- nothing does any more
DROP TABLE orders CASCADE; -- want: needless-cascade
-- next migration
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY);
-- whether both of them go by themselves is not asked
DROP TABLE a, b CASCADE;
-- not by this name
DROP TABLE IF EXISTS elsewhere CASCADE;
