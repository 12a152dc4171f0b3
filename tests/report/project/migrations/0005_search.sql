-- Mistake: refused by the server, inside a transaction.
BEGIN;
CREATE INDEX CONCURRENTLY products_title_idx ON products (title);
COMMIT;
