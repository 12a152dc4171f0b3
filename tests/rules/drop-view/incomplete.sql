-- incomplete
CREATE TABLE parcels (id bigint PRIMARY KEY);
-- next migration
DROP VIEW from_before; -- want: drop-view
-- next migration
DROP VIEW made_again;
CREATE VIEW made_again AS SELECT id FROM parcels;
-- next migration
-- whether it was ever there nobody knows
DROP VIEW IF EXISTS perhaps;
