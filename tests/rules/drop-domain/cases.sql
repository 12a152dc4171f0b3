CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN zip AS text;
CREATE DOMAIN phone AS text;
CREATE TABLE people (id bigint PRIMARY KEY, mail email, code zip, call phone);
-- next migration
ALTER TABLE people ALTER COLUMN mail TYPE text;
DROP DOMAIN email; -- want: drop-domain "email"
-- next migration
ALTER TABLE people DROP COLUMN code;
DROP DOMAIN zip;
-- next migration
ALTER DOMAIN phone RENAME TO phone_old;
CREATE DOMAIN phone AS text CHECK (VALUE <> '');
ALTER TABLE people ALTER COLUMN call TYPE phone;
DROP DOMAIN phone_old;
-- next migration
CREATE DOMAIN trial AS text;
DROP DOMAIN trial;
DROP DOMAIN IF EXISTS never_there;
