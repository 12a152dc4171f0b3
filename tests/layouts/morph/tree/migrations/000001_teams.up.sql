CREATE TABLE teams (id text);
