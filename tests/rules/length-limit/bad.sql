CREATE TABLE users (name varchar(50), -- want: length-limit "more than 50 characters"
  email character varying(254)); -- want: length-limit
-- next migration
ALTER TABLE users ALTER COLUMN name TYPE varchar(100); -- want: length-limit
