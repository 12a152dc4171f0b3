CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- next migration
BEGIN;
UPDATE users SET email = 'none' WHERE email = 'x';
ALTER TABLE users ADD COLUMN a int, -- want: schema-after-data
    ADD COLUMN b int;
COMMIT;
-- next migration
BEGIN;
UPDATE users SET email = 'none' WHERE email = 'y';
ALTER TABLE users ADD COLUMN c int,
    DROP COLUMN a; -- want: schema-after-data
COMMIT;
