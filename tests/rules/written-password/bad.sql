CREATE ROLE a LOGIN PASSWORD 'x y z'; -- want: written-password "of role 'a'"
CREATE USER b ENCRYPTED PASSWORD 'md50123456789abcdef0123456789abcdef'; -- want: written-password
ALTER ROLE a PASSWORD 'other'; -- want: written-password
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'c') THEN
    CREATE ROLE c LOGIN PASSWORD 'secret'; -- want: written-password
  END IF;
END $$;
