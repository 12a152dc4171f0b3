-- postgres: 15-18
CREATE TABLE a (id bigint);
-- next migration
ALTER TABLE a ADD COLUMN b int UNIQUE NULLS NOT DISTINCT; -- want: default-not-unique
