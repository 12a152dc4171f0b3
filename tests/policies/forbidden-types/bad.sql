CREATE TABLE a (
  id serial PRIMARY KEY, -- want
  body json, -- want
  names varchar(20)[], -- want
  price numeric(10, 2) -- want
);
-- next migration
ALTER TABLE a ADD COLUMN other json; -- want
ALTER TABLE a ADD COLUMN cost bigint;
-- next migration
ALTER TABLE a ALTER COLUMN cost TYPE money; -- want
