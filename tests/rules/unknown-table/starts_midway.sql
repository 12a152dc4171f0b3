-- layout: plain
ALTER TABLE users ADD COLUMN nickname text;
-- next migration
CREATE TABLE badges (id bigint PRIMARY KEY);
ALTER TABLE policies DROP COLUMN payload;
UPDATE orders SET id = 1 WHERE id = 2;
