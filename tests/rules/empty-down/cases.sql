-- +goose Up
CREATE TABLE users (id bigint PRIMARY KEY);
-- +goose Down -- want: empty-down
-- next migration
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY);
-- +goose Down -- want: empty-down
-- TODO: write it
-- next migration
-- +goose Up
-- only data
INSERT INTO users VALUES (1);
-- +goose Down
-- next migration
-- +goose Up
CREATE TABLE kept (id bigint PRIMARY KEY);
-- +goose Down
-- the old release does not mind the table
-- next migration
-- +goose Up
CREATE EXTENSION IF NOT EXISTS hstore;
-- +goose Down
-- next migration
-- +goose Up
-- a helper that is gone again
CREATE TABLE helper (id bigint);
INSERT INTO users SELECT 1;
DROP TABLE helper;
-- +goose Down
