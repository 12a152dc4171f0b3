-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
LOCK TABLE users IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE users IN ROW EXCLUSIVE MODE;
CREATE TABLE fresh (id bigint);
LOCK TABLE fresh;
