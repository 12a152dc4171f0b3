-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE groups (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE orders ADD COLUMN note text; -- want: wide-lock-window "'users' stay blocked"
ALTER TABLE groups ADD COLUMN note text;
