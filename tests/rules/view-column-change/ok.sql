CREATE TABLE parcels (id bigint PRIMARY KEY, weight int, sent date);
CREATE VIEW heavy AS SELECT id, weight FROM parcels WHERE weight > 20;
CREATE VIEW everything AS SELECT * FROM parcels;
CREATE VIEW named (number, grams) AS SELECT id, weight FROM parcels;
-- next migration
-- more columns, another order, a star that stands for all of them
DROP VIEW heavy;
CREATE VIEW heavy AS SELECT sent, weight, id FROM parcels;
DROP VIEW everything;
CREATE VIEW everything AS SELECT parcels.*, weight * 2 AS twice FROM parcels;
DROP VIEW named;
CREATE VIEW named AS SELECT id AS number, weight AS grams FROM parcels;
-- next migration
-- what it reads cannot be known
DROP VIEW heavy;
CREATE VIEW heavy AS SELECT * FROM some_function();
-- next migration
-- new to everybody else
CREATE VIEW trial AS SELECT id, weight FROM parcels;
DROP VIEW trial;
CREATE VIEW trial AS SELECT id FROM parcels;
