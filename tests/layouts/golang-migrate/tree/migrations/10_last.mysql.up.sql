ALTER TABLE a ADD d int; -- there
