CREATE TABLE a (id serial PRIMARY KEY); -- want: int-primary-key "end at 2147483647"
CREATE TABLE b (id integer GENERATED ALWAYS AS IDENTITY, -- want: int-primary-key
  PRIMARY KEY (id));
CREATE TABLE c (id smallserial PRIMARY KEY); -- want: int-primary-key "end at 32767"
CREATE SEQUENCE s;
CREATE TABLE d (id int DEFAULT nextval('s') PRIMARY KEY); -- want: int-primary-key
CREATE TABLE e (name text);
-- next migration
ALTER TABLE e ADD COLUMN id serial PRIMARY KEY; -- want: int-primary-key
-- next migration
CREATE TABLE f (id serial, name text); -- want: int-primary-key
-- next migration
ALTER TABLE f ADD PRIMARY KEY (id);
-- next migration
CREATE TABLE g (nr serial PRIMARY KEY); -- want: int-primary-key "of 'id'"
ALTER TABLE g RENAME nr TO id;
