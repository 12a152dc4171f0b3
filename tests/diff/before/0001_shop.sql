CREATE TYPE status AS ENUM ('new', 'paid');
CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mail text NOT NULL,
    name text,
    state status DEFAULT 'new'
);
CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint,
    total numeric(10, 2),
    note text
);
CREATE TABLE leftovers (id integer PRIMARY KEY);
CREATE VIEW paying AS SELECT id, name FROM customers WHERE state = 'paid';
CREATE VIEW named AS SELECT name FROM paying;
CREATE FUNCTION double(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 2';
