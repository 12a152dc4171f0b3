-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- next migration
-- instant, on the same table
ALTER TABLE users ADD COLUMN a int;
ALTER TABLE users ALTER COLUMN a SET DEFAULT 1;
ALTER TABLE users ADD CONSTRAINT positive CHECK (a > 0) NOT VALID;
COMMENT ON TABLE users IS 'x';
ALTER TABLE users RENAME COLUMN name TO title;
-- next migration
ALTER TABLE users ADD COLUMN b int;
UPDATE orders SET note = 'x'; -- want: slow-statement-under-lock
-- next migration
-- weaker locks let readers and writers pass
ALTER TABLE users VALIDATE CONSTRAINT positive;
UPDATE orders SET note = 'x';
