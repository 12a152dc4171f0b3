CREATE DOMAIN email AS text;
CREATE DOMAIN unused AS text;
CREATE TABLE users (id bigint PRIMARY KEY, contact email);
-- next migration
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%') NOT VALID;
ALTER DOMAIN email SET DEFAULT 'x';
ALTER DOMAIN unused ADD CONSTRAINT at CHECK (VALUE LIKE '%@%');
-- next migration
ALTER DOMAIN email VALIDATE CONSTRAINT at;
