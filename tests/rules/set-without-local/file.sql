-- transaction: file
-- where SET LOCAL would do, every setting that lasts is reported
SET lock_timeout = '2s'; -- want: set-without-local "'lock_timeout' stays set"
SET SESSION statement_timeout TO '15s'; -- want: set-without-local
SET search_path = app, public; -- want: set-without-local
SET work_mem = '1GB'; -- want: set-without-local
SET ROLE admin; -- want: set-without-local
SET app.tenant = '5'; -- want: set-without-local
SELECT set_config('timezone', 'UTC', false); -- want: set-without-local
-- next migration
-- the last one counts
SET work_mem = '1GB';
SET work_mem = '2GB'; -- want: set-without-local
-- next migration
-- reset too early
SET ROLE admin;
RESET ROLE;
SET ROLE other; -- want: set-without-local
