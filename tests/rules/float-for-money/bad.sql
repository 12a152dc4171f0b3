CREATE TABLE orders (
  price double precision, -- want: float-for-money "0.10"
  shipping_cost real, -- want: float-for-money
  price_net float -- want: float-for-money
);
-- next migration
ALTER TABLE orders ADD COLUMN amount float8; -- want: float-for-money
