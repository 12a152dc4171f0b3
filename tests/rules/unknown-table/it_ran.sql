-- layout: plain
-- ten migrations were written after the one that uses a table of others: it ran
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE log_versions ADD COLUMN note text;
-- next migration
ALTER TABLE users ADD COLUMN c0 int;
-- next migration
ALTER TABLE users ADD COLUMN c1 int;
-- next migration
ALTER TABLE users ADD COLUMN c2 int;
-- next migration
ALTER TABLE users ADD COLUMN c3 int;
-- next migration
ALTER TABLE users ADD COLUMN c4 int;
-- next migration
ALTER TABLE users ADD COLUMN c5 int;
-- next migration
ALTER TABLE users ADD COLUMN c6 int;
-- next migration
ALTER TABLE users ADD COLUMN c7 int;
-- next migration
ALTER TABLE users ADD COLUMN c8 int;
-- next migration
ALTER TABLE users ADD COLUMN c9 int;
-- next migration
ALTER TABLE users ADD COLUMN c10 int;
-- next migration
ALTER TABLE members ADD COLUMN note text; -- want: unknown-table
