-- shop.0001_initial run_sql/shop/migrations/0001_initial.py [transaction: migration]
-- line 9
CREATE TABLE a (id integer);
CREATE TABLE b (id integer, t text DEFAULT 'x;y');
-- line 10
ALTER TABLE a ADD COLUMN x integer;
ALTER TABLE a ADD COLUMN y integer;
-- line 11
INSERT INTO b VALUES (1, 'it''s');
UPDATE b SET t = '100%' WHERE id = 1;
-- line 12
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$ SELECT 1; $$;
COMMENT ON TABLE a IS 'x';
-- line 17
CREATE TABLE thing (id bigint PRIMARY KEY, name text NOT NULL);
-- line 24
ALTER TABLE "thing" ALTER COLUMN "name" DROP NOT NULL;
-- down
-- line 24
ALTER TABLE "thing" ALTER COLUMN "name" SET NOT NULL;
-- line 17
DROP TABLE thing;
-- line 12
DROP FUNCTION f();
-- line 11
DELETE FROM b WHERE id = 1;
-- line 9
DROP TABLE b;
DROP TABLE a;

