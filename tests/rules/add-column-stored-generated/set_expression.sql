-- postgres: 17-18
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);
-- next migration
ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a + 2); -- want: add-column-stored-generated
