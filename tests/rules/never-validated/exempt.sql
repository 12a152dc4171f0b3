CREATE TABLE users (id bigint PRIMARY KEY, age integer);
-- next migration
-- empty when it was added: nothing breaks it
CREATE TABLE fresh (age integer);
ALTER TABLE fresh ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID; -- want: never-validated
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID; -- want: never-validated
-- next migration
SELECT 1;
