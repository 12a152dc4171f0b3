CREATE TABLE users (id bigint PRIMARY KEY, age integer);
-- next migration
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18); -- want: check-scan
ALTER TABLE users ADD COLUMN size integer CHECK (size > 0); -- want: check-scan
