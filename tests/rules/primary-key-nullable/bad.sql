CREATE TABLE users (id bigint);
CREATE UNIQUE INDEX users_id ON users (id);
-- next migration
ALTER TABLE users ADD CONSTRAINT users_id PRIMARY KEY USING INDEX users_id; -- want: primary-key-nullable
