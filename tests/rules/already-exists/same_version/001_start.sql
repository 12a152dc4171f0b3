-- layout: plain
CREATE TABLE files (id bigint PRIMARY KEY);
