CREATE TABLE users (id bigint PRIMARY KEY, name text, type text, key text, "User" text, value int, status int);
CREATE TEMPORARY TABLE "order" (id int);
