CREATE TABLE users (id bigint PRIMARY KEY, lang text DEFAULT 'en', note text, kind text NOT NULL DEFAULT 'a');
-- next migration
ALTER TABLE users ALTER COLUMN lang SET DEFAULT 'de'; -- want: set-default "'de', not 'en'"
ALTER TABLE users ALTER COLUMN note SET DEFAULT ''; -- want: set-default "not NULL"
ALTER TABLE users ALTER COLUMN kind SET DEFAULT 'b'; -- want: set-default
