-- incomplete
-- +goose Up
DROP TABLE of_before;
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- +goose Down
CREATE TABLE of_before (id bigint);
-- next migration
-- +goose Up
CREATE TABLE mine (id bigint);
-- +goose Down
SELECT 1; -- want: down-not-inverse "table 'mine' was not there before"
