-- the older one is superfluous now, and told where it was made
CREATE TABLE orders (user_id bigint, at timestamptz);
CREATE INDEX orders_user ON orders (user_id); -- want: redundant-index
-- next migration
CREATE INDEX orders_user_at ON orders (user_id, at);
