CREATE TABLE logs (id bigint PRIMARY KEY);
-- next migration
-- it is logged already
ALTER TABLE logs SET LOGGED;
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh SET UNLOGGED;
