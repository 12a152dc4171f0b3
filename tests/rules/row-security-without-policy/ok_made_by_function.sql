CREATE FUNCTION allow(role_name text, table_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('create policy %I on %I for select to %I using (true)', role_name, table_name, role_name);
END $$;
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
SELECT allow('reader', 'users');
