-- all-rules
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20), price numeric(8,2), n int, at timestamp);
-- next migration
ALTER TABLE users ALTER COLUMN name TYPE varchar(50); -- want: type-change-breaks-clients "varchar(20) and becomes varchar(50)"
-- next migration
ALTER TABLE users ALTER COLUMN name TYPE text, ALTER COLUMN price TYPE numeric(12,2); -- want: type-change-breaks-clients
-- next migration
-- one story: what rewrites, narrows or checks again is told by others
ALTER TABLE users ALTER COLUMN n TYPE bigint; -- want: column-type-rewrite
-- next migration
ALTER TABLE users ALTER COLUMN name TYPE varchar(50); -- want: column-type-rewrite, narrowing-type-change
-- next migration
ALTER TABLE users ADD CHECK (name <> '') NOT VALID;
-- next migration
ALTER TABLE users VALIDATE CONSTRAINT users_name_check;
-- next migration
ALTER TABLE users ALTER COLUMN name TYPE text; -- want: column-type-recheck
