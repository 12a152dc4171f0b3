CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TEMPORARY TABLE tmp (id int);
CREATE TABLE gone (id int);
-- next migration
COMMENT ON TABLE users IS 'who may log in';
DROP TABLE gone;
