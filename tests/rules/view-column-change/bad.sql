CREATE TABLE parcels (id bigint PRIMARY KEY, weight int, sent date);
CREATE VIEW heavy AS SELECT id, weight, sent FROM parcels WHERE weight > 20;
CREATE VIEW everything AS SELECT * FROM parcels;
CREATE MATERIALIZED VIEW sums AS SELECT sent, count(*) AS parcels FROM parcels GROUP BY sent;
-- next migration
DROP VIEW heavy;
CREATE VIEW heavy AS SELECT id FROM parcels WHERE weight > 20; -- want: view-column-change "without 'weight', 'sent'"
-- next migration
DROP VIEW everything;
CREATE VIEW everything AS SELECT id, weight AS grams, sent FROM parcels; -- want: view-column-change "without 'weight'"
-- next migration
CREATE MATERIALIZED VIEW sums_new AS SELECT sent, count(*) AS number FROM parcels GROUP BY sent; -- want: view-column-change "without 'parcels'"
DROP MATERIALIZED VIEW sums;
ALTER MATERIALIZED VIEW sums_new RENAME TO sums;
