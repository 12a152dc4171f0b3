-- postgres: 18
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE users ADD COLUMN a text;
ALTER TABLE users ADD CONSTRAINT a_set CHECK (a IS NOT NULL) NOT ENFORCED;
ALTER TABLE users ADD COLUMN b text;
ALTER TABLE users ADD CONSTRAINT b_set NOT NULL b NOT VALID; -- want: new-constraint-on-new-column
