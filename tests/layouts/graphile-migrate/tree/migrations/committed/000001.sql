--! Previous: -
--! Hash: sha1:aa

CREATE TABLE a (id int);
