CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id bigint, at date);
CREATE INDEX orders_at ON orders (at); -- want
