CREATE TABLE t (id int, a text, b text, "Mixed" text);
GRANT SELECT (id, a), UPDATE (a) ON t TO role_a;
GRANT ALL (b) ON t TO role_b WITH GRANT OPTION;
GRANT SELECT ("Mixed") ON t TO PUBLIC;
GRANT INSERT (id), INSERT (a) ON t TO role_c;
REVOKE SELECT (id) ON t FROM role_a;
REVOKE UPDATE (b) ON t FROM role_b;
ALTER TABLE t RENAME COLUMN a TO renamed;
CREATE TABLE s (x int, y int);
GRANT SELECT (x, y), UPDATE (x) ON s TO role_a;
-- takes from the columns as well
REVOKE SELECT ON s FROM role_a;
CREATE VIEW v AS SELECT x, y FROM s;
GRANT SELECT (x) ON v TO role_b;
CREATE TABLE gone (a int, b int);
GRANT SELECT (a) ON gone TO role_a;
ALTER TABLE gone DROP COLUMN a;
ALTER TABLE gone ADD COLUMN a int;
