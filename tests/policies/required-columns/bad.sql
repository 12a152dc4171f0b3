CREATE TABLE a (id bigint PRIMARY KEY); -- want
CREATE TABLE b (
  id bigint PRIMARY KEY,
  created_at timestamp, -- want
  tenant_id bigint,
  updated_at date
);
CREATE TABLE c (id bigint, created_at timestamptz, updated_at timestamptz, tenant_id bigint); -- want
-- next migration
ALTER TABLE c DROP COLUMN updated_at;
CREATE TABLE d (LIKE c); -- want
