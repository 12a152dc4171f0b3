-- transaction: none
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id int PRIMARY KEY, m mood);
-- next migration
ALTER TYPE mood ADD VALUE 'n1';
INSERT INTO t VALUES (1, 'n1');
-- next migration
BEGIN;
ALTER TYPE mood ADD VALUE 'n2';
COMMIT;
INSERT INTO t VALUES (2, 'n2');
