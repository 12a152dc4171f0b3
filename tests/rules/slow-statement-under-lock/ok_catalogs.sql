-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE users ADD COLUMN note text;
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'users_pkey'::regclass;
WITH numbers AS (SELECT n FROM generate_series(1, 3) AS n) INSERT INTO users (id) SELECT n FROM numbers;
