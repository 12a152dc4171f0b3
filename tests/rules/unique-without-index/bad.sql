CREATE TABLE users (id bigint, email text, room integer, during tsrange);
-- next migration
ALTER TABLE users ADD CONSTRAINT users_email UNIQUE (email); -- want: unique-without-index
ALTER TABLE users ADD PRIMARY KEY (id); -- want: unique-without-index
ALTER TABLE users ADD COLUMN code text UNIQUE; -- want: unique-without-index
ALTER TABLE users ADD EXCLUDE USING gist (during WITH &&); -- want: unique-without-index
