CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);
-- next migration
ALTER TABLE t ADD COLUMN c integer GENERATED ALWAYS AS (a * 2) STORED; -- want: add-column-stored-generated
ALTER TABLE t ADD COLUMN d integer GENERATED ALWAYS AS (1) STORED; -- want: add-column-stored-generated
