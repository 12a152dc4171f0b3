CREATE FUNCTION rank(score numeric, at timestamp) RETURNS numeric LANGUAGE sql AS $$ SELECT score $$;
-- next migration
-- every timestamp is cast to timestamptz without being asked: calls find the new one
DROP FUNCTION rank(numeric, timestamp);
CREATE FUNCTION rank(score numeric, at timestamptz) RETURNS numeric LANGUAGE sql AS $$ SELECT score $$;
