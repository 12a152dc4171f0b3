-- postgres: 18
CREATE TABLE users (id bigint PRIMARY KEY, age integer, email text, name text);
-- next migration
-- nothing is checked
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT ENFORCED;
ALTER TABLE users ADD CONSTRAINT has_email NOT NULL email NOT VALID;
ALTER TABLE users ADD COLUMN size int CHECK (size > 0) NOT ENFORCED;
ALTER TABLE users ADD CONSTRAINT old CHECK (age < 200); -- want: check-scan
ALTER TABLE users ADD CONSTRAINT has_name NOT NULL name; -- want: check-scan
