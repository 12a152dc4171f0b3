CREATE DOMAIN email AS text;
CREATE TABLE users (id bigint PRIMARY KEY, contact email);
-- next migration
CREATE DOMAIN phone AS text;
CREATE TABLE fresh (id bigint, p phone);
ALTER DOMAIN phone ADD CONSTRAINT plus CHECK (VALUE LIKE '+%');
ALTER DOMAIN email SET NOT NULL; -- want: domain-constraint-scan
ALTER DOMAIN email DROP NOT NULL;
ALTER TABLE users DROP COLUMN contact;
-- next migration
-- no column uses it any more
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%');
