CREATE TABLE a (id serial PRIMARY KEY); -- want: int-primary-key "end at 2147483647"
CREATE TABLE b (id integer GENERATED ALWAYS AS IDENTITY, -- want: int-primary-key
  PRIMARY KEY (id));
CREATE TABLE c (id smallserial PRIMARY KEY); -- want: int-primary-key "end at 32767"
CREATE SEQUENCE s;
CREATE TABLE d (id int DEFAULT nextval('s') PRIMARY KEY); -- want: int-primary-key
CREATE TABLE e (name text);
-- next migration
ALTER TABLE e ADD COLUMN id serial PRIMARY KEY; -- want: int-primary-key
