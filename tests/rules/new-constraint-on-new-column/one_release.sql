CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration, unmerged
ALTER TABLE users ADD COLUMN c text;
-- next migration
ALTER TABLE users ADD CONSTRAINT c_set CHECK (c IS NOT NULL) NOT VALID; -- want: new-constraint-on-new-column
