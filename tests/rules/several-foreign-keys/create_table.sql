CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE groups (id bigint PRIMARY KEY);
-- next migration
CREATE TABLE members (user_id bigint REFERENCES users (id), group_id bigint REFERENCES groups (id)); -- want: several-foreign-keys
