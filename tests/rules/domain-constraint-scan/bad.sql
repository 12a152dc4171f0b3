CREATE DOMAIN email AS text;
CREATE TABLE users (id bigint PRIMARY KEY, contact email);
CREATE TABLE more (contact email);
-- next migration
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%'); -- want: domain-constraint-scan "1 more table that uses it"
ALTER DOMAIN email SET NOT NULL; -- want: domain-constraint-scan
