CREATE SCHEMA tools;
CREATE EXTENSION citext WITH SCHEMA tools;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION hstore SCHEMA public VERSION '1.8';
CREATE EXTENSION pg_trgm;
CREATE FUNCTION f(a tools.citext, b hstore) RETURNS tools.citext LANGUAGE sql AS 'SELECT a';
CREATE TYPE pair AS (a tools.citext, b hstore[]);
DROP EXTENSION pg_trgm;
