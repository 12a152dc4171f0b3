CREATE TABLE a (id bigint PRIMARY KEY);
-- next migration
CREATE TABLE b (id bigint PRIMARY KEY);
ALTER TABLE b ADD COLUMN c int;
CREATE INDEX CONCURRENTLY ON a (id);
-- next migration
SET lock_timeout = '500ms';
SET statement_timeout = '1min';
ALTER TABLE a ADD COLUMN b int;
-- next migration
SET lock_timeout = :timeout;
SET statement_timeout = 1000;
ALTER TABLE a ADD COLUMN c int;
