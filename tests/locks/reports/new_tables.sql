-- transaction: file
-- Nobody waits for what is new.
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint);
ALTER TABLE b ADD FOREIGN KEY (a_id) REFERENCES a;
ALTER TABLE a ADD COLUMN c serial;
