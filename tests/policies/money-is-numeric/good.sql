CREATE TABLE orders (id bigint PRIMARY KEY, price numeric(19,4), weight real);
