CREATE TABLE a (id bigint PRIMARY KEY, n int);
CREATE TABLE b (id bigint PRIMARY KEY, n int);
CREATE INDEX a_n ON a (n);
CREATE DOMAIN positive AS int;
CREATE TABLE uses (p positive);
CREATE MATERIALIZED VIEW v AS SELECT n, count(*) AS c FROM a GROUP BY n;
CREATE UNIQUE INDEX v_n ON v (n);
-- next migration
BEGIN;
ALTER TABLE a ADD COLUMN "x" text;
ALTER TABLE b ADD COLUMN y text, ADD COLUMN z text;
COMMIT;
-- next migration
BEGIN;
UPDATE a SET n = 1 WHERE id = 5;
ALTER TABLE a ADD COLUMN w int;
COMMIT;
-- next migration
DROP INDEX a_n;
CREATE INDEX a_n ON a (n, id);
-- next migration
ALTER DOMAIN positive ADD CHECK (VALUE > 0 AND VALUE IS DISTINCT FROM 5);
ALTER DOMAIN positive SET NOT NULL;
REFRESH MATERIALIZED VIEW v;
