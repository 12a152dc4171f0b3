CREATE TABLE a (id bigserial PRIMARY KEY);
-- the application's own numbers: a table of states has a dozen
CREATE TABLE b (id integer PRIMARY KEY, n serial);
CREATE TABLE c (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE d (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a_id int);
CREATE TEMPORARY TABLE e (id serial PRIMARY KEY);
