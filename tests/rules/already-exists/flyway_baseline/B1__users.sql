-- a new database starts from here, without V1
CREATE TABLE users (id bigint PRIMARY KEY);
