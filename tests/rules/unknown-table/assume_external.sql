CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE member ADD COLUMN x int; -- want: unknown-table
ALTER TABLE auth.accounts ADD COLUMN x int;
ALTER TABLE legacy_orders ADD COLUMN x int;
ALTER TABLE public."legacy_items" ADD COLUMN x int;
ALTER TABLE orders ADD COLUMN x int; -- want: unknown-table
