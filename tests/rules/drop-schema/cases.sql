CREATE SCHEMA legacy;
CREATE SCHEMA empty;
CREATE TABLE legacy.events (id bigint);
-- next migration
DROP SCHEMA legacy CASCADE; -- want: drop-schema "deletes every table"
-- next migration
DROP SCHEMA empty; -- want: drop-schema "breaks code"
-- next migration
CREATE SCHEMA trial;
CREATE TABLE trial.events (id bigint);
DROP SCHEMA trial CASCADE;
DROP SCHEMA IF EXISTS never_there CASCADE;
