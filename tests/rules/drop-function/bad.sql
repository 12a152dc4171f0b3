CREATE FUNCTION tax(amount numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT amount * 0.2 $$;
CREATE FUNCTION tax(amount numeric, country text) RETURNS numeric LANGUAGE sql AS $$ SELECT amount * 0.2 $$;
CREATE PROCEDURE settle() LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION total(amount numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT amount $$;
-- next migration
DROP FUNCTION tax(numeric); -- want: drop-function "tax(numeric)"
-- next migration
DROP PROCEDURE settle; -- want: drop-function "dropping procedure"
-- next migration
-- other arguments, and not all new ones have defaults
DROP FUNCTION total(numeric); -- want: drop-function
CREATE FUNCTION total(amount numeric, rate numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT amount $$;
CREATE FUNCTION total(amount text) RETURNS numeric LANGUAGE sql AS $$ SELECT 1 $$;
