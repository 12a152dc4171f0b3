CREATE TABLE users (id bigint CONSTRAINT pk PRIMARY KEY, -- want: naming-convention "'{table}_pkey'"
  "teamId" bigint, -- want: naming-convention "does not follow '^[a-z]"
  email text CONSTRAINT unique_email UNIQUE, -- want: naming-convention "'{table}_{columns}_key'"
  age int CONSTRAINT adult CHECK (age > 18), -- want: naming-convention
  old int); -- want: naming-convention "forbids"
CREATE TABLE team (id bigint PRIMARY KEY); -- want: naming-convention "not in the plural"
CREATE TABLE tmp_rows (id bigint PRIMARY KEY); -- want: naming-convention
CREATE INDEX by_mail ON users (email, age); -- want: naming-convention "'{table}_{columns}_idx'"
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (id) REFERENCES team; -- want: naming-convention "'fk_{table}_{referenced}_{columns}'"
CREATE VIEW people AS SELECT 1 AS one; -- want: naming-convention
CREATE TYPE state AS ENUM ('a'); -- want: naming-convention
CREATE SCHEMA other; -- want: naming-convention
CREATE TABLE a_table_with_a_name_of_more_than_forty_rows (id bigint PRIMARY KEY); -- want: naming-convention "more than 40"
-- next migration
ALTER TABLE users RENAME TO member; -- want: naming-convention
ALTER TABLE member RENAME COLUMN age TO "Age"; -- want: naming-convention
ALTER TABLE member RENAME CONSTRAINT adult TO grown_up; -- want: naming-convention
