-- !Ups
ALTER TABLE a ADD b int;
