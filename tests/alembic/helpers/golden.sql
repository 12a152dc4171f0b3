-- helpers_1 helpers/versions/0001_create.py [transaction: all]
-- line 12
CREATE TABLE users (
	id BIGSERIAL NOT NULL,
	PRIMARY KEY (id)
);
-- line 13
-- only if: helper 'add_column_if_not_exists' whose source is not there
ALTER TABLE users ADD COLUMN name TEXT;
-- line 14
-- not resolved: the source of 'enable_table' is not there
-- down
-- line 19
-- only if: helper 'safe_drop_index' whose source is not there
DROP INDEX users_name;
-- line 20
DROP TABLE users;

