CREATE TABLE seats (id bigint PRIMARY KEY, hall int, place int, label text UNIQUE, row int, CONSTRAINT seat_once UNIQUE (hall, place), CHECK (row > 0));
CREATE INDEX by_row ON seats (row, label);
-- next migration
ALTER TABLE seats DROP COLUMN place; -- want: drop-column-drops-constraint "seat_once"
-- next migration
ALTER TABLE seats DROP COLUMN row; -- want: drop-column-drops-constraint "by_row"
-- next migration
-- its own constraint, which is no surprise
ALTER TABLE seats DROP COLUMN label;
-- dropped explicitly before
CREATE TABLE fresh (a int, b int, UNIQUE (a, b));
ALTER TABLE fresh DROP COLUMN a;
