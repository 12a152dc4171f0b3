CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE far (id int) SERVER s;
CREATE TABLE near (id bigint PRIMARY KEY);
-- next migration
DROP TABLE far; -- want: wrong-object-kind "'far' is a foreign table, not a table"
DROP FOREIGN TABLE near; -- want: wrong-object-kind "'near' is a table, not a foreign table"
