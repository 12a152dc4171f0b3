-- +migrate Up
CREATE TABLE a (id int);
-- +migrate StatementBegin
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;
-- +migrate StatementEnd
-- +migrate Down
DROP TABLE a;
