-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- next migration
-- all but one are new or temporary
ALTER TABLE users ADD COLUMN a int;
CREATE TABLE lines (id bigint);
ALTER TABLE lines ADD COLUMN a int;
CREATE TEMPORARY TABLE scratch (id bigint);
ALTER TABLE scratch ADD COLUMN a int;
-- next migration
ALTER TABLE users ADD COLUMN b int;
ALTER TABLE orders ADD COLUMN b int; -- want: wide-lock-window
