CREATE TABLE users (
  id bigint PRIMARY KEY, -- want: unnamed-constraint "primary key depends"
  age int CHECK (age > 0), -- want: unnamed-constraint
  email text NOT NULL,
  UNIQUE (email)); -- want: unnamed-constraint
-- next migration
ALTER TABLE users ADD FOREIGN KEY (id) REFERENCES users; -- want: unnamed-constraint
ALTER TABLE users ADD COLUMN boss bigint REFERENCES users; -- want: unnamed-constraint
