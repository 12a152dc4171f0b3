CREATE TABLE orders (id bigint PRIMARY KEY, shipping_data jsonb, is_flagged boolean);
CREATE INDEX data ON orders (id);
