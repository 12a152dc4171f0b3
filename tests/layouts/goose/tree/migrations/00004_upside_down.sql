-- +goose Down
DROP TABLE b;
-- +goose Up
CREATE TABLE b (id int);
