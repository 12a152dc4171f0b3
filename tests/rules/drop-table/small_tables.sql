-- all-rules
-- small: locking, rewriting and changing all rows hurts nobody; running code misses columns and tables as well
CREATE TABLE settings (id bigint, name text, value int, note text NOT NULL, kind text NOT NULL DEFAULT 'a', big bigint, spare int);
CREATE INDEX settings_name ON settings (name);
CREATE TABLE lookup_a (id bigint PRIMARY KEY);
-- next migration
CREATE INDEX settings_value ON settings (value);
ALTER TABLE settings ADD CONSTRAINT positive CHECK (value > 0);
ALTER TABLE settings ALTER COLUMN name SET NOT NULL;
ALTER TABLE settings ADD PRIMARY KEY (id);
ALTER TABLE settings ADD COLUMN token uuid DEFAULT gen_random_uuid();
ALTER TABLE settings ALTER COLUMN value TYPE bigint; -- want: type-change-breaks-clients
UPDATE settings SET name = 'x';
DELETE FROM settings;
DROP INDEX settings_name;
CREATE UNIQUE INDEX settings_name ON settings (name);
ALTER TABLE settings ALTER COLUMN note DROP NOT NULL; -- want: drop-not-null
ALTER TABLE settings ALTER COLUMN kind DROP DEFAULT; -- want: drop-default
ALTER TABLE settings ADD COLUMN needed text NOT NULL; -- want: add-required-column
ALTER TABLE settings ADD COLUMN options json; -- want: json-column
ALTER TABLE settings ALTER COLUMN big TYPE integer; -- want: narrowing-type-change
ALTER TABLE settings RENAME COLUMN name TO title; -- want: rename-column
ALTER TABLE settings DROP COLUMN spare; -- want: drop-column
TRUNCATE settings; -- want: truncate
ALTER TABLE settings RENAME TO options; -- want: rename-table
DROP TABLE lookup_a; -- want: drop-table
