-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE groups (id bigint PRIMARY KEY);
CREATE TABLE members (user_id bigint, group_id bigint);
-- next migration
-- one parent is new
CREATE TABLE roles (id bigint PRIMARY KEY);
ALTER TABLE members ADD COLUMN role_id bigint;
ALTER TABLE members ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE members ADD CONSTRAINT b FOREIGN KEY (role_id) REFERENCES roles (id) NOT VALID;
-- next migration
ALTER TABLE members ADD CONSTRAINT c FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE members ADD CONSTRAINT d FOREIGN KEY (group_id) REFERENCES groups (id) NOT VALID; -- want: several-foreign-keys
