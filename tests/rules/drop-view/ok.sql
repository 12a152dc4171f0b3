CREATE TABLE parcels (id bigint PRIMARY KEY, weight int, sent date);
CREATE VIEW heavy AS SELECT id, weight FROM parcels WHERE weight > 20;
CREATE VIEW light AS SELECT id, weight FROM parcels WHERE weight < 2;
CREATE VIEW all_parcels AS SELECT * FROM parcels;
CREATE VIEW sums AS SELECT count(*) AS parcels FROM parcels;
CREATE VIEW dated AS SELECT id, sent FROM parcels;
-- next migration
-- again, with more columns and in another order
DROP VIEW heavy;
CREATE VIEW heavy AS SELECT weight, id, sent FROM parcels WHERE weight > 25;
-- next migration
-- a successor takes the name
CREATE VIEW light_new AS SELECT id, weight, sent FROM parcels WHERE weight < 3;
DROP VIEW light;
ALTER VIEW light_new RENAME TO light;
-- next migration
-- the old one steps aside first
ALTER VIEW all_parcels RENAME TO all_parcels_old;
CREATE VIEW all_parcels AS SELECT id, weight, sent FROM parcels;
DROP VIEW all_parcels_old;
-- next migration
-- a view becomes a materialized one, or a table
DROP VIEW sums;
CREATE MATERIALIZED VIEW sums AS SELECT count(*) AS parcels FROM parcels;
DROP VIEW dated;
CREATE TABLE dated AS SELECT id, sent FROM parcels;
-- next migration
-- what nobody has seen
CREATE VIEW trial AS SELECT id FROM parcels;
DROP VIEW trial;
CREATE TEMP VIEW mine AS SELECT id FROM parcels;
DROP VIEW mine;
DROP VIEW IF EXISTS never_there;
-- next migration
-- it comes back by itself
BEGIN;
DROP VIEW light;
ROLLBACK;
-- next migration
-- that its name changes is rename-table's story
ALTER VIEW heavy RENAME TO massive;
DROP VIEW massive;
CREATE VIEW massive AS SELECT id, weight, sent FROM parcels;
