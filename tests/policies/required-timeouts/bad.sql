CREATE TABLE a (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE a ADD COLUMN b int; -- want
ALTER TABLE a ADD COLUMN c int;
-- next migration
SET lock_timeout = '10s';
SET statement_timeout = '30s';
ALTER TABLE a ADD COLUMN d int; -- want
-- next migration
SET lock_timeout = 0;
SET statement_timeout = '30s';
ALTER TABLE a ADD COLUMN e int; -- want
-- next migration
SET lock_timeout = 100;
SET statement_timeout = '30s';
ALTER TABLE a ADD COLUMN f int; -- want
-- next migration
SET lock_timeout = '1s';
SET statement_timeout = '2min';
ALTER TABLE a ADD COLUMN g int; -- want
