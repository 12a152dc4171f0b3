-- psql runs each script in a session of its own
BEGIN;
SET search_path = app;
SET ROLE admin;
COMMIT;
