-- Deploy users
BEGIN;
CREATE TABLE users (id int);
COMMIT;
