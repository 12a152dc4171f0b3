CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE teams (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE orders (id bigint PRIMARY KEY REFERENCES users, user_id bigint REFERENCES users, a int, b int, c int,
  FOREIGN KEY (a, b) REFERENCES teams);
CREATE TABLE members (user_id bigint REFERENCES users, team int, UNIQUE (user_id, team));
CREATE TABLE tagged (user_id bigint REFERENCES users);
CREATE INDEX ON orders (b, a, c);
-- a lookup by equality needs no row with NULL
CREATE INDEX ON tagged (user_id) WHERE user_id IS NOT NULL;
CREATE TABLE hashed (user_id bigint REFERENCES users);
CREATE INDEX ON hashed USING hash (user_id);
-- next migration
CREATE INDEX ON orders (user_id);
-- next migration
-- dropped again
CREATE TABLE old (user_id bigint REFERENCES users);
DROP TABLE old;
