-- each line is what servers 13 to 18 answer
CREATE TABLE p (id int PRIMARY KEY, n text);
CREATE TABLE c (id int PRIMARY KEY, pid int REFERENCES p DEFERRABLE INITIALLY DEFERRED, n text);
CREATE TABLE d (id int PRIMARY KEY, pid int CONSTRAINT d_pid REFERENCES p DEFERRABLE, n text);
CREATE TABLE e (id int PRIMARY KEY, n text);
CREATE INDEX c_n ON c (n);
CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE CONSTRAINT TRIGGER ct AFTER INSERT OR UPDATE ON e DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tg();
CREATE TABLE parts (id int PRIMARY KEY, pid int REFERENCES p DEFERRABLE INITIALLY DEFERRED) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (100);
-- next migration
BEGIN;
INSERT INTO c VALUES (1, NULL, 'x');
ALTER TABLE c ADD COLUMN a int; -- want: schema-after-data "altering 'c' fails while"
ALTER TABLE c ALTER COLUMN n SET DEFAULT 'x'; -- want: schema-after-data "fails while"
CREATE INDEX ON c (id); -- want: schema-after-data "fails while"
TRUNCATE c; -- want: schema-after-data "fails while"
ALTER TABLE c ENABLE ROW LEVEL SECURITY; -- want: schema-after-data "fails while"
ALTER TABLE c DISABLE TRIGGER USER; -- want: schema-after-data "fails while"
ALTER TABLE c SET (fillfactor = 90); -- want: schema-after-data "fails while"
ALTER TABLE c OWNER TO bob; -- want: schema-after-data "fails while"
COMMIT;
-- next migration
-- a row may have been changed
BEGIN;
UPDATE c SET pid = 2 WHERE pid = 1;
ALTER TABLE c ADD COLUMN b int; -- want: schema-after-data "fails if a row was changed"
COMMIT;
-- next migration
BEGIN;
INSERT INTO c SELECT id, id, n FROM p;
ALTER TABLE c ADD COLUMN b2 int; -- want: schema-after-data "fails if a row was changed"
COMMIT;
-- next migration
BEGIN;
DELETE FROM p WHERE id = 1;
ALTER TABLE p ADD COLUMN a int; -- want: schema-after-data "fails if a row was changed"
COMMIT;
-- next migration
BEGIN;
UPDATE p SET id = 5 WHERE id = 1;
ALTER TABLE p ADD COLUMN b int; -- want: schema-after-data "fails if a row was changed"
COMMIT;
-- next migration
BEGIN;
SET CONSTRAINTS ALL DEFERRED;
INSERT INTO d VALUES (1, 1);
ALTER TABLE d ADD COLUMN a int; -- want: schema-after-data "fails while the deferred check of 'd_pid'"
COMMIT;
-- next migration
BEGIN;
INSERT INTO e VALUES (1);
ALTER TABLE e ADD COLUMN a int; -- want: schema-after-data "check of 'ct'"
COMMIT;
-- next migration
-- the partition and its parent
BEGIN;
INSERT INTO parts_1 VALUES (5, 1);
ALTER TABLE parts ADD COLUMN a int; -- want: schema-after-data "fails while"
COMMIT;
-- next migration
-- new to others makes no difference
BEGIN;
CREATE TABLE new (id int PRIMARY KEY, pid int REFERENCES p DEFERRABLE INITIALLY DEFERRED);
INSERT INTO new VALUES (1, 1);
ALTER TABLE new ADD COLUMN a int; -- want: schema-after-data "fails while"
COMMIT;
-- next migration
BEGIN;
INSERT INTO c VALUES (9, 1);
DROP TABLE c; -- want: schema-after-data "fails while"
COMMIT;
