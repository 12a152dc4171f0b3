ALTER TABLE a ADD d int; -- here
