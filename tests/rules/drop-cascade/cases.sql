CREATE TABLE makers (id bigint PRIMARY KEY, name text, town text);
CREATE TABLE parts (id bigint PRIMARY KEY, maker_id bigint CONSTRAINT made_by REFERENCES makers);
CREATE VIEW names AS SELECT id, name FROM makers;
CREATE VIEW long_names AS SELECT id, name FROM names WHERE length(name) > 20;
CREATE MATERIALIZED VIEW name_counts AS SELECT name, count(*) AS number FROM names GROUP BY name;
CREATE VIEW towns AS SELECT id, town FROM makers;
CREATE VIEW big_towns AS SELECT id FROM towns;
CREATE VIEW small_towns AS SELECT id FROM towns;
-- next migration
DROP VIEW towns CASCADE; -- want: drop-cascade "CASCADE also drops view 'small_towns'"
CREATE VIEW towns AS SELECT id, town FROM makers;
CREATE VIEW big_towns AS SELECT id FROM towns;
-- next migration
-- what was taken along is made again
DROP VIEW names CASCADE;
CREATE VIEW names AS SELECT id, name, town FROM makers;
CREATE VIEW long_names AS SELECT id, name FROM names WHERE length(name) > 30;
CREATE MATERIALIZED VIEW name_counts AS SELECT name, count(*) AS number FROM names GROUP BY name;
-- next migration
-- all are named
DROP VIEW IF EXISTS towns, big_towns CASCADE;
DROP VIEW long_names CASCADE;
DROP MATERIALIZED VIEW name_counts CASCADE;
-- next migration
-- the foreign key comes back, the view does not
ALTER TABLE makers DROP COLUMN id CASCADE; -- want: drop-cascade "CASCADE also drops view 'names'"
ALTER TABLE makers ADD COLUMN id uuid PRIMARY KEY;
ALTER TABLE parts ALTER COLUMN maker_id TYPE uuid USING NULL;
ALTER TABLE parts ADD CONSTRAINT made_by FOREIGN KEY (maker_id) REFERENCES makers;
-- next migration
DROP TABLE makers CASCADE; -- want: drop-cascade "foreign key 'made_by' of 'parts'"
