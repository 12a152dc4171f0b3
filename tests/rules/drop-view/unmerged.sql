CREATE TABLE parcels (id bigint PRIMARY KEY);
CREATE VIEW seen AS SELECT id FROM parcels;
-- next migration, unmerged
CREATE VIEW fresh AS SELECT id FROM parcels;
-- next migration
DROP VIEW fresh;
DROP VIEW seen; -- want: drop-view
