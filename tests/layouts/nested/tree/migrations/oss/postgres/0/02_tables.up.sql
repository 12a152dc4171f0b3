CREATE TABLE a (id d);
