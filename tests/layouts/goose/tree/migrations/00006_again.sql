-- +goose Up
CREATE TABLE e (id int);
-- +goose Down
DROP TABLE e;
