-- layout: plain
-- nothing here creates the schema 'auth': what is in it is not known
CREATE TABLE profiles (id uuid PRIMARY KEY REFERENCES auth.users);
CREATE SCHEMA billing;
-- next migration
ALTER TABLE billing.plans ADD COLUMN price int; -- want: unknown-table
