CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- next migration
CREATE TEMPORARY TABLE people (id bigint PRIMARY KEY);
CREATE TEMPORARY TABLE scratch (user_id bigint);
ALTER TABLE scratch ADD FOREIGN KEY (user_id) REFERENCES people;
-- without a default nothing is looked at; the server does not see that NULL is none
ALTER TABLE orders ADD COLUMN payer bigint REFERENCES users;
ALTER TABLE orders ADD COLUMN payer2 bigint DEFAULT NULL REFERENCES users; -- want: foreign-key-scan
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users; -- want: foreign-key-scan
