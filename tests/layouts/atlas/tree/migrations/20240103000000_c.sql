-- atlas:txtar

-- checks.sql --
SELECT true;

-- migration.sql --
ALTER TABLE a ADD b int;

-- down.sql --
ALTER TABLE a DROP b;
