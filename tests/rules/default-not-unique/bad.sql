CREATE TABLE a (id bigint);
-- next migration
ALTER TABLE a ADD COLUMN b int DEFAULT 0 UNIQUE; -- want: default-not-unique "same 'b'"
ALTER TABLE a ADD COLUMN c text DEFAULT ''::text CONSTRAINT u UNIQUE; -- want: default-not-unique
ALTER TABLE a ADD COLUMN d int DEFAULT 1 PRIMARY KEY; -- want: default-not-unique
