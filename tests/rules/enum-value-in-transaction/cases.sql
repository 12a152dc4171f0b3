-- each line is what servers 13 to 18 answer
-- transaction: file
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id int PRIMARY KEY, m mood, c text);
-- next migration
ALTER TYPE mood ADD VALUE 'n1';
INSERT INTO t VALUES (2, 'n1'); -- want: enum-value-in-transaction
-- next migration
ALTER TYPE mood ADD VALUE 'n2';
UPDATE t SET c = 'x' WHERE m = 'n2'; -- want: enum-value-in-transaction
-- next migration
ALTER TYPE mood ADD VALUE 'n3';
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'n3'; -- want: enum-value-in-transaction
-- next migration
ALTER TYPE mood ADD VALUE 'n4';
ALTER TABLE t ADD CONSTRAINT no_n4 CHECK (m <> 'n4') NOT VALID; -- want: enum-value-in-transaction
-- next migration
ALTER TYPE mood ADD VALUE 'n5';
CREATE TABLE t2 (m mood DEFAULT 'n5'); -- want: enum-value-in-transaction
