-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- next migration
ALTER TABLE users ADD COLUMN slug text;
ALTER TABLE users ALTER COLUMN slug SET DEFAULT '';
INSERT INTO users (id, name) VALUES (1, 'x');
UPDATE users SET slug = 'x' WHERE id = 1;
-- its own work blocks the table: index-not-concurrent says so
CREATE INDEX users_slug ON users (slug);
CREATE TABLE fresh (id bigint);
INSERT INTO fresh VALUES (1), (2);
UPDATE fresh SET id = 3;
-- next migration
-- slow first
UPDATE orders SET note = '' WHERE note IS NULL;
ALTER TABLE users ADD COLUMN a text;
