-- what pg_dump writes
SET lock_timeout = 0;
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN a text;
SET lock_timeout = 3000;
ALTER TABLE users ADD COLUMN b text;
RESET lock_timeout;
-- next migration
BEGIN;
SET LOCAL lock_timeout = '30s';
ALTER TABLE users ADD COLUMN c text;
COMMIT;
-- next migration
CREATE TABLE fresh (id bigint);
SET lock_timeout = '2s';
