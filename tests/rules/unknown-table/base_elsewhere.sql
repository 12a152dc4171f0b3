-- layout: plain
-- it begins with a new table, but works on more tables of others than of its own
CREATE TABLE badges (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE users ADD COLUMN nickname text;
ALTER TABLE policies DROP COLUMN payload;
UPDATE orders SET id = 1 WHERE id = 2;
DROP INDEX orders_idx;
