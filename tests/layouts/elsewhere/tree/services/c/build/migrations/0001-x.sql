CREATE TABLE copied (id bigint);
