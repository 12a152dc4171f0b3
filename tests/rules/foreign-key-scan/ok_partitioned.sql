-- postgres: 13-17
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE parts (id bigint, user_id bigint) PARTITION BY RANGE (id);
CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (1) TO (10);
-- next migration
-- NOT VALID is refused until 17
ALTER TABLE parts ADD CONSTRAINT parts_user FOREIGN KEY (user_id) REFERENCES users (id);
