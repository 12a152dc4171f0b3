CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT of_user REFERENCES users);
-- next migration
-- the referenced table is new: the key was added here
CREATE TABLE payers (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN payer bigint CONSTRAINT by_payer REFERENCES payers;
ALTER TABLE orders DROP CONSTRAINT by_payer;
ALTER TABLE orders DROP CONSTRAINT of_user; -- want: drop-locks-referenced-table
