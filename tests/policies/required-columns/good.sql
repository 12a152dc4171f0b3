CREATE TABLE a (id bigint PRIMARY KEY, tenant_id int8, updated_at timestamptz);
CREATE TABLE audit_log (id bigint PRIMARY KEY);
CREATE TEMPORARY TABLE t (id bigint);
CREATE TABLE gone (id bigint);
CREATE TABLE p (created_at timestamp with time zone, tenant_id bigint, updated_at date) PARTITION BY RANGE (created_at);
CREATE TABLE p1 PARTITION OF p DEFAULT;
CREATE TABLE child () INHERITS (p1);
CREATE VIEW v AS SELECT 1 AS one;
-- next migration
ALTER TABLE a ADD COLUMN created_at timestamptz;
DROP TABLE gone;
