CREATE DOMAIN email AS text;
CREATE TABLE users (mail email);
-- next migration
ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID; -- want: never-validated "of the domain 'email'"
ALTER DOMAIN email ADD CONSTRAINT short CHECK (length(VALUE) < 99) NOT VALID;
-- next migration
ALTER DOMAIN email VALIDATE CONSTRAINT short;
-- next migration
ALTER DOMAIN email ADD CONSTRAINT newest CHECK (length(VALUE) > 3) NOT VALID;
