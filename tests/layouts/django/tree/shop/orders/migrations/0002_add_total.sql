ALTER TABLE sales_order ADD COLUMN total numeric;
