-- Up Migration
ALTER TABLE a ADD b int;
