CREATE TABLE users (id bigint, email text, during tsrange);
-- next migration
CREATE TEMPORARY TABLE scratch (id bigint, during tsrange);
ALTER TABLE scratch ADD PRIMARY KEY (id);
ALTER TABLE scratch ADD EXCLUDE USING gist (during WITH &&);
-- empty, but the build still locks
ALTER TABLE users ADD COLUMN code text UNIQUE; -- want: unique-without-index
ALTER TABLE users ADD EXCLUDE USING gist (during WITH &&); -- want: unique-without-index
ALTER TABLE users ADD PRIMARY KEY (id); -- want: unique-without-index
