-- depends_on: ["0001"]
-- upgrade

ALTER TABLE users ADD name text;

-- @dbwarden:autocommit
CREATE INDEX CONCURRENTLY users_name ON users (name);

SELECT 1;

-- rollback

DROP INDEX users_name;
