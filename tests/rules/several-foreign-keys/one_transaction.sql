-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE groups (id bigint PRIMARY KEY);
CREATE TABLE members (user_id bigint, group_id bigint);
-- next migration
ALTER TABLE members ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE members ADD CONSTRAINT b FOREIGN KEY (group_id) REFERENCES groups (id) NOT VALID; -- want: several-foreign-keys "'users' and 'groups'"
