CREATE TABLE orders (id bigint PRIMARY KEY, price numeric(10,2)); -- want
