-- +goose Up
CREATE TABLE a (id int)
-- +goose StatementBegin
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION f;
DROP TABLE a;
