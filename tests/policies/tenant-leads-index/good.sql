CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id bigint, at date);
CREATE INDEX orders_at ON orders (tenant_id, at);
CREATE TABLE other (id bigint PRIMARY KEY, at date);
CREATE INDEX ON other (at);
