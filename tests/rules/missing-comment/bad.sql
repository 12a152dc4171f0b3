CREATE TABLE users (id bigint PRIMARY KEY); -- want: missing-comment "table 'users' has no comment"
-- next migration
CREATE TABLE t (id bigint PRIMARY KEY); -- want: missing-comment
COMMENT ON TABLE t IS 'x';
COMMENT ON TABLE t IS NULL;
