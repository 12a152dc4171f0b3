CREATE TABLE a (id bigserial PRIMARY KEY);
-- the application's own numbers: a table of states has a dozen
CREATE TABLE b (id integer PRIMARY KEY, n serial);
CREATE TABLE c (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE d (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a_id int);
CREATE TEMPORARY TABLE e (id serial PRIMARY KEY);
-- what is repaired, or gone, within the review
CREATE TABLE f (id serial PRIMARY KEY);
CREATE TABLE g (id serial PRIMARY KEY);
CREATE TABLE h (id integer PRIMARY KEY);
-- next migration
ALTER TABLE f ALTER COLUMN id TYPE bigint;
DROP TABLE g;
CREATE TABLE p (id bigserial, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
