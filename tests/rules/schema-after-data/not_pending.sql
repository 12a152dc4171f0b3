-- what servers 13 to 18 let pass; what remains is that rows stay locked while the statement waits
CREATE TABLE p (id int PRIMARY KEY, n text);
CREATE TABLE c (id int PRIMARY KEY, pid int CONSTRAINT c_pid REFERENCES p DEFERRABLE INITIALLY DEFERRED, n text);
CREATE TABLE d (id int PRIMARY KEY, pid int REFERENCES p DEFERRABLE, n text);
CREATE TABLE k (id int PRIMARY KEY, pid int REFERENCES d ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);
-- next migration
-- renaming, policies, triggers, comments, indexes that go
BEGIN;
INSERT INTO c VALUES (1, 1);
ALTER TABLE c RENAME COLUMN n TO m; -- want: schema-after-data "stay locked"
CREATE POLICY own ON c USING (true);
COMMENT ON TABLE c IS 'x';
COMMIT;
-- next migration
-- deleting rows that refer to others asks for no check
BEGIN;
DELETE FROM c WHERE id = 1;
ALTER TABLE c ADD COLUMN a int; -- want: schema-after-data "stay locked"
COMMIT;
-- next migration
BEGIN;
UPDATE p SET n = 'x' WHERE id = 1;
ALTER TABLE p ADD COLUMN a int; -- want: schema-after-data "stay locked"
COMMIT;
-- next migration
-- CASCADE happens at once
BEGIN;
DELETE FROM d WHERE id = 1;
ALTER TABLE d ADD COLUMN a int; -- want: schema-after-data "stay locked"
COMMIT;
-- next migration
-- deferrable, but not deferred
BEGIN;
INSERT INTO d VALUES (1, 1);
ALTER TABLE d ADD COLUMN b int; -- want: schema-after-data "stay locked"
COMMIT;
-- next migration
-- checked at once, before or behind
BEGIN;
SET CONSTRAINTS ALL IMMEDIATE;
INSERT INTO c VALUES (2, 1);
ALTER TABLE c ADD COLUMN b int; -- want: schema-after-data "stay locked"
COMMIT;
-- next migration
BEGIN;
INSERT INTO c VALUES (3, 1);
SET CONSTRAINTS c_pid IMMEDIATE;
ALTER TABLE c ADD COLUMN d int; -- want: schema-after-data "stay locked"
COMMIT;
-- next migration
-- another transaction
BEGIN;
INSERT INTO c VALUES (4, 1);
COMMIT;
BEGIN;
ALTER TABLE c ADD COLUMN e int;
COMMIT;
INSERT INTO c VALUES (5, 1);
ALTER TABLE c ADD COLUMN f int;
-- next migration
-- a key to the changed table, which others wait for
BEGIN;
INSERT INTO c VALUES (6, 1);
CREATE TABLE x (id int REFERENCES c);
ALTER TABLE p ADD COLUMN z int;
COMMIT;
-- next migration
-- new to others
BEGIN;
CREATE TABLE new (id int PRIMARY KEY, n text);
INSERT INTO new VALUES (1, 'x');
ALTER TABLE new ADD COLUMN a int;
COMMIT;
