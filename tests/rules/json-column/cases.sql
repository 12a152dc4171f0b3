CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE users ADD COLUMN a json; -- want: json-column
ALTER TABLE users ADD COLUMN b jsonb;
-- skipped
ALTER TABLE users ADD COLUMN IF NOT EXISTS b json;
CREATE TABLE fresh (id int);
ALTER TABLE fresh ADD COLUMN a json;
CREATE TABLE other (a json);
-- next migration
-- it has one already: nothing gets worse
ALTER TABLE users ADD COLUMN c json;
