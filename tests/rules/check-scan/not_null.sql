-- postgres: 18
CREATE TABLE users (id bigint PRIMARY KEY, age integer, name text);
-- next migration
ALTER TABLE users ADD CONSTRAINT aged NOT NULL age; -- want: check-scan
ALTER TABLE users ADD CONSTRAINT named NOT NULL name NOT VALID;
ALTER TABLE users ADD CONSTRAINT soon CHECK (age >= 18) NOT ENFORCED;
