CREATE TABLE kept (a int);
BEGIN;
CREATE TABLE gone (a int);
ALTER TABLE kept ADD COLUMN gone text, ALTER COLUMN a SET NOT NULL;
CREATE INDEX gone_index ON kept (a);
DROP TABLE kept;
ROLLBACK;
ALTER TABLE kept ADD COLUMN b int;
CREATE TABLE gone (other text);
