CREATE TABLE users (id bigint PRIMARY KEY, boss bigint CONSTRAINT has_boss REFERENCES users (id));
CREATE TABLE a (user_id bigint CONSTRAINT positive CHECK (user_id > 0), note text);
CREATE TABLE groups (id bigint PRIMARY KEY);
CREATE TABLE members (group_id bigint REFERENCES groups (id));
-- next migration
-- no foreign key
ALTER TABLE a DROP CONSTRAINT positive;
ALTER TABLE a DROP COLUMN note;
DROP TABLE a;
-- to itself
ALTER TABLE users DROP CONSTRAINT has_boss;
-- both go
DROP TABLE members;
DROP TABLE groups;
CREATE TABLE fresh (id bigint PRIMARY KEY);
CREATE TABLE child (id bigint REFERENCES fresh (id));
DROP TABLE child;
