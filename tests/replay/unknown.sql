-- what cannot be known is said to be unknown
ALTER TABLE seen_late ADD COLUMN a int;
ALTER TABLE seen_late ALTER COLUMN b SET NOT NULL;
CREATE TABLE t (a int);
DO $$
BEGIN
	IF random() > 0.5 THEN
		ALTER TABLE t ADD COLUMN perhaps int;
		CREATE TABLE perhaps (a int);
	END IF;
	IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a') THEN
		ALTER TABLE t ADD COLUMN a int;
	END IF;
	IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b') THEN
		ALTER TABLE t ADD COLUMN b int;
	END IF;
END $$;
CREATE TABLE copied AS SELECT * FROM t;
CREATE VIEW starred AS SELECT * FROM t;
