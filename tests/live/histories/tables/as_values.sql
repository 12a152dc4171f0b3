CREATE VIEW v AS VALUES (1, 'a', true, NULL, 1.5), (2, 'b', false, 3, 2);
CREATE TABLE t AS SELECT column1, column2, column3, column4 FROM v;
CREATE TABLE u AS VALUES (1.5, 'x'::varchar(3));
CREATE TABLE w (x, y) AS SELECT * FROM (VALUES (1, 'a'), (2, NULL)) named (n, t);
