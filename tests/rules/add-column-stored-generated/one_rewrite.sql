CREATE TABLE t (a integer);
-- next migration
ALTER TABLE t
	ADD COLUMN b integer GENERATED ALWAYS AS (a * 2) STORED, -- want: add-column-stored-generated
	ADD COLUMN c integer GENERATED ALWAYS AS (a * 3) STORED;
