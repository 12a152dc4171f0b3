CREATE TABLE orders (price numeric(10, 2), amount bigint, weight double precision, priceless real, costume real);
