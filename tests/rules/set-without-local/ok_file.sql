-- transaction: file
SET LOCAL lock_timeout = '2s';
SET LOCAL ROLE admin;
SELECT set_config('search_path', 'app', true);
-- next migration
SET lock_timeout = '2s';
CREATE TABLE a (id int);
RESET lock_timeout;
-- next migration
SET ROLE admin;
SET search_path = app;
RESET ALL;
-- next migration
-- back to what it was
SET session_replication_role = replica;
SET session_replication_role = origin;
SET ROLE admin;
SET ROLE NONE;
SET statement_timeout = '1h';
SET statement_timeout = 0;
SET search_path = app;
SET search_path TO DEFAULT;
-- next migration
-- what pg_dump writes, and what nobody notices
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET xmloption = content;
SET client_min_messages = warning;
SET default_tablespace = '';
SET default_table_access_method = heap;
-- next migration
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
SET CONSTRAINTS ALL DEFERRED;
-- next migration
-- put back to what it was
SET search_path = app;
DO $$ DECLARE saved text := 'public'; BEGIN EXECUTE format('SET search_path = %s', saved); END $$;
