CREATE TYPE status AS ENUM ('new', 'sent', 'paid');
CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    name varchar(80),
    state status DEFAULT 'new',
    CONSTRAINT customers_name_check CHECK (name <> '')
);
CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    total numeric(10, 2) DEFAULT 0,
    note text
);
CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint UNIQUE);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_notes ON orders (note);
COMMENT ON TABLE orders IS 'what was | is ordered';
CREATE VIEW paying AS SELECT id, name FROM customers WHERE state = 'paid';
CREATE VIEW named AS SELECT name FROM paying;
CREATE FUNCTION double(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n + n';
