CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
