-- The server's own gen_random_uuid() is found before the extension's, and before one of ours; written with its schema, ours.
CREATE EXTENSION pgcrypto;
CREATE FUNCTION version() RETURNS text LANGUAGE sql AS 'SELECT ''1''::text';
CREATE TABLE t (
    id uuid DEFAULT gen_random_uuid(),
    other uuid DEFAULT public.gen_random_uuid(),
    server text DEFAULT version(),
    mine text DEFAULT public.version()
);
ALTER TABLE t ADD COLUMN last uuid UNIQUE NOT NULL DEFAULT gen_random_uuid();
