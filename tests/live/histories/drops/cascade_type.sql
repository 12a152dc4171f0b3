CREATE TYPE mood AS ENUM ('a', 'b');
CREATE DOMAIN d AS mood;
CREATE TABLE t (m mood, arr mood[], dd d, kept text DEFAULT 'x');
CREATE INDEX ON t (m);
CREATE FUNCTION f(mood) RETURNS int LANGUAGE sql AS 'select 1';
CREATE FUNCTION g() RETURNS mood LANGUAGE sql AS 'select null::mood';
CREATE VIEW v AS SELECT kept, 'a'::mood AS constant FROM t;
CREATE TABLE u (x text DEFAULT 'a'::mood::text);
DROP TYPE mood CASCADE;
