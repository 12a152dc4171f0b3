-- layout: plain
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
-- whoever set up the database may have created the extension
ALTER TABLE users ADD COLUMN email citext, ADD COLUMN labels hstore;
ALTER TABLE users ADD COLUMN mood feeling; -- want: unknown-type
