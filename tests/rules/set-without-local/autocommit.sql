-- transaction: none
-- SET LOCAL does nothing here: time limits must be SET, and do no harm behind
SET lock_timeout = '2s';
SET statement_timeout = '15s';
SET maintenance_work_mem = '1GB';
SET search_path = app; -- want: set-without-local
SET ROLE admin; -- want: set-without-local
SET session_replication_role = replica; -- want: set-without-local
-- next migration
BEGIN;
SET lock_timeout = '2s'; -- want: set-without-local
COMMIT;
-- next migration
-- taken back
BEGIN;
SET lock_timeout = '2s';
SET search_path = app;
ROLLBACK;
-- next migration
SET search_path = app;
CREATE TABLE a (id int);
RESET search_path;
-- next migration
SET search_path = app;
CREATE TABLE b (id int);
DISCARD ALL;
