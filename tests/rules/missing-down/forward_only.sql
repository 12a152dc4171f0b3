-- +goose Up
CREATE TABLE a (id bigint PRIMARY KEY);
-- next migration
-- +goose Up
CREATE TABLE b (id bigint PRIMARY KEY);
-- +goose Down
DROP TABLE b;
-- next migration
-- +goose Up
CREATE TABLE c (id bigint PRIMARY KEY);
