CREATE TABLE doomed (name text);
DO $$ DECLARE t text; BEGIN -- want: unresolved-statement
  FOR t IN SELECT name FROM doomed LOOP EXECUTE 'DROP TABLE ' || t; END LOOP;
END $$;
DO $$ BEGIN
  EXECUTE 'DROP TABLE doomed';
END $$;
SELECT 1;
