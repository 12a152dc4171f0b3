CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE people (id bigint PRIMARY KEY);
-- next migration
-- the runner puts a value there
ALTER TABLE people ADD COLUMN age int NOT NULL DEFAULT '${age}';
ALTER TABLE people ADD COLUMN mood mood NOT NULL DEFAULT '{{ mood }}';
ALTER TABLE people ADD COLUMN born date DEFAULT '<%= born %>';
