CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE teams (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  user_id bigint REFERENCES users, -- want: fk-without-index "each DELETE from 'users' reads all of 'orders'"
  a int, b int,
  FOREIGN KEY (a, b) REFERENCES teams -- want: fk-without-index
);
-- the second key alone, a partial index, another method
CREATE INDEX ON orders (id, user_id);
CREATE INDEX ON orders (user_id) WHERE id > 10;
CREATE INDEX ON orders USING brin (user_id);
CREATE INDEX ON orders (a);
-- next migration
ALTER TABLE users ADD COLUMN boss_id bigint;
ALTER TABLE users ADD CONSTRAINT boss FOREIGN KEY (boss_id) REFERENCES users; -- want: fk-without-index
