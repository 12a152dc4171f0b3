-- postgres: 15-18
CREATE TABLE a (x int, y int, PRIMARY KEY (x, y));
CREATE TABLE b (x int, y int);
-- next migration
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (x, y) REFERENCES a ON DELETE SET NULL (y) NOT DEFERRABLE;
