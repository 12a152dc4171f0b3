-- transaction: none
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- next migration
ALTER TABLE users ADD COLUMN slug text;
UPDATE users SET slug = lower(name);
