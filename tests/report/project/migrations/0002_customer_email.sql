-- Mistakes: a required column that running code does not fill; an index that blocks writes.
ALTER TABLE customers ADD COLUMN email text NOT NULL;
CREATE UNIQUE INDEX customers_email_idx ON customers (email);
