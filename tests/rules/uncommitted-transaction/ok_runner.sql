-- transaction: file
BEGIN;
CREATE TABLE users (id bigint PRIMARY KEY);
