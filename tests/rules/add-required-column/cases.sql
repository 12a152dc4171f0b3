CREATE TABLE users (id bigint PRIMARY KEY);
CREATE DOMAIN code AS text DEFAULT 'x';
-- next migration
ALTER TABLE users ADD COLUMN a text NOT NULL; -- want: add-required-column "fails if 'users' has any row"
ALTER TABLE users ADD COLUMN b text NOT NULL DEFAULT NULL; -- want: add-required-column
ALTER TABLE users ADD COLUMN c text NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN d bigserial NOT NULL;
ALTER TABLE users ADD COLUMN e bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE users ADD COLUMN f bigint NOT NULL GENERATED ALWAYS AS (id * 2) STORED;
ALTER TABLE users ADD COLUMN g code NOT NULL;
CREATE TABLE fresh (id int);
ALTER TABLE fresh ADD COLUMN a text NOT NULL;
-- next migration
ALTER TABLE users ADD COLUMN h text NOT NULL DEFAULT 'x';
ALTER TABLE users ALTER COLUMN h DROP DEFAULT; -- want: add-required-column "without its default"
-- next migration
ALTER TABLE users ADD COLUMN i text NOT NULL; -- want: add-required-column "its default comes only later"
ALTER TABLE users ALTER COLUMN i SET DEFAULT 'x';
-- next migration
BEGIN;
TRUNCATE users;
ALTER TABLE users ADD COLUMN j text NOT NULL; -- want: add-required-column "required column 'j' of 'users' breaks"
ALTER TABLE users ADD COLUMN k text NOT NULL;
ALTER TABLE users ALTER COLUMN k SET DEFAULT 'x';
COMMIT;
-- next migration
-- filled again before
BEGIN;
TRUNCATE users;
INSERT INTO users (id) VALUES (1);
ALTER TABLE users ADD COLUMN l text NOT NULL; -- want: add-required-column "has any row"
COMMIT;
