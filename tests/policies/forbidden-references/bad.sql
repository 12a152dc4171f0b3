CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users); -- want
CREATE TABLE items (id bigint PRIMARY KEY, user_id bigint);
CREATE SCHEMA auth;
CREATE TABLE auth.tokens (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE items ADD CONSTRAINT items_user FOREIGN KEY (user_id) REFERENCES users NOT VALID; -- want
ALTER TABLE items ADD COLUMN token bigint REFERENCES auth.tokens; -- want
