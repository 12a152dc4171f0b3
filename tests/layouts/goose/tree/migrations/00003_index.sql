-- +goose NO TRANSACTION
-- +GOOSE UP
CREATE INDEX CONCURRENTLY a_id ON a (id);
-- +goose statementbegin
SELECT 1; SELECT 2;
-- +goose statementend
