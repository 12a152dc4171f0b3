CREATE TABLE parcels (id bigint PRIMARY KEY, weight int, sent date);
CREATE VIEW heavy AS SELECT id, weight FROM parcels WHERE weight > 20;
CREATE VIEW late AS SELECT id FROM heavy;
CREATE VIEW open_parcels AS SELECT * FROM parcels WHERE sent IS NULL;
-- next migration
DROP VIEW late; -- want: drop-view "every query fail"
DROP VIEW IF EXISTS heavy; -- want: drop-view
-- next migration
-- the new one has another name: nothing takes its place
DROP VIEW open_parcels; -- want: drop-view
CREATE VIEW unsent AS SELECT id FROM parcels WHERE sent IS NULL;
