CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
CREATE TABLE fresh (id bigint);
ALTER TABLE users ADD COLUMN a text; -- want: missing-lock-timeout
ALTER TABLE users ADD COLUMN b text;
-- next migration
ALTER TABLE users ADD COLUMN c text; -- want: missing-lock-timeout
