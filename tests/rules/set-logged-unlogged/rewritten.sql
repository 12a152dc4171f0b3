CREATE UNLOGGED TABLE jobs (id bigint PRIMARY KEY);
CREATE TABLE logs (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE jobs SET LOGGED; -- want: set-logged-unlogged "replicas"
ALTER TABLE logs SET UNLOGGED; -- want: set-logged-unlogged "crash"
