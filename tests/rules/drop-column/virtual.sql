-- postgres: 18
CREATE TABLE users (id bigint PRIMARY KEY, born date, age int GENERATED ALWAYS AS (2000) VIRTUAL, year int GENERATED ALWAYS AS (2000) STORED);
-- next migration
-- nothing is stored of it
ALTER TABLE users DROP COLUMN age;
ALTER TABLE users DROP COLUMN year; -- want: drop-column
