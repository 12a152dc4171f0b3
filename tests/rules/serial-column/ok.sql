CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n integer);
-- next migration
-- told by add-column-serial
ALTER TABLE users ADD COLUMN number bigserial;
