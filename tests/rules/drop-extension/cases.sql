CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;
CREATE SCHEMA extensions;
-- next migration
DROP EXTENSION citext; -- want: drop-extension "takes away its functions"
-- next migration
DROP EXTENSION IF EXISTS pg_trgm;
CREATE EXTENSION pg_trgm SCHEMA extensions;
-- next migration
CREATE EXTENSION hstore;
DROP EXTENSION hstore;
DROP EXTENSION IF EXISTS postgis;
-- next migration
DROP EXTENSION pg_trgm CASCADE; -- want: drop-extension "CASCADE drops"
