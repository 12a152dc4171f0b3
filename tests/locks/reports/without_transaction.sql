-- transaction: none
-- Each statement gives back what it locked.
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
ALTER TABLE users ADD COLUMN name text;
ALTER TABLE orders ADD COLUMN note text;
REINDEX TABLE orders;
VACUUM FULL notes;
