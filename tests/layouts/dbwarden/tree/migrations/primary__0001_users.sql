-- description: users
-- upgrade

CREATE TABLE users (id int);

-- rollback

DROP TABLE users;
