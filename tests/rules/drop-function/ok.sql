CREATE TABLE bills (id bigint PRIMARY KEY);
CREATE FUNCTION tax(amount numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT amount * 0.2 $$;
CREATE FUNCTION list(first int, OUT a int) LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION now_utc() RETURNS timestamp LANGUAGE sql AS $$ SELECT now() AT TIME ZONE 'utc' $$;
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER noting AFTER INSERT ON bills FOR EACH ROW EXECUTE FUNCTION noted();
CREATE FUNCTION old_name(id bigint) RETURNS bigint LANGUAGE sql AS $$ SELECT id $$;
-- next migration
-- the same arguments under other names, another result
DROP FUNCTION tax(numeric);
CREATE FUNCTION tax(net numeric) RETURNS text LANGUAGE sql AS $$ SELECT net::text $$;
DROP FUNCTION list(int);
CREATE FUNCTION list(first int, OUT a int, OUT b int) LANGUAGE sql AS $$ SELECT 1, 2 $$;
-- next migration
-- more arguments, which need not be given
DROP FUNCTION now_utc();
CREATE FUNCTION now_utc(shift interval DEFAULT '0') RETURNS timestamp LANGUAGE sql AS $$ SELECT now() AT TIME ZONE 'utc' + shift $$;
-- next migration
-- only triggers can call it
DROP TRIGGER noting ON bills;
DROP FUNCTION noted();
-- next migration
-- its successor takes the name
CREATE FUNCTION new_name(id bigint) RETURNS bigint LANGUAGE sql AS $$ SELECT id + 0 $$;
DROP FUNCTION old_name;
ALTER FUNCTION new_name(bigint) RENAME TO old_name;
-- next migration
-- the old one steps aside
ALTER FUNCTION old_name(bigint) RENAME TO aside;
CREATE FUNCTION old_name(id bigint) RETURNS bigint LANGUAGE sql AS $$ SELECT id * 1 $$;
DROP FUNCTION aside(bigint);
-- next migration
CREATE FUNCTION helper() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
DROP FUNCTION helper();
DROP FUNCTION IF EXISTS never_there(int);
