-- psql may run each script in a session of its own: outside of a transaction nothing is said
SET search_path = app;
SET ROLE admin;
BEGIN;
CREATE TABLE a (id int);
SET timezone = 'UTC'; -- want: set-without-local
COMMIT;
