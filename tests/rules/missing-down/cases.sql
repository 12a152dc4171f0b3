-- +goose Up
CREATE TABLE first (id bigint PRIMARY KEY);
-- next migration
-- +goose Up
CREATE TABLE users (id bigint PRIMARY KEY);
-- +goose Down
DROP TABLE users;
-- next migration
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY);
-- +goose Down
DROP TABLE orders;
-- next migration
-- +goose Up
CREATE TABLE lines (id bigint PRIMARY KEY);
-- +goose Down
DROP TABLE lines;
-- next migration
-- +goose Up
CREATE TABLE items (id bigint PRIMARY KEY); -- want: missing-down
-- next migration
-- +goose Up
-- irreversible: nobody goes back over this
CREATE TABLE parts (id bigint PRIMARY KEY);
-- next migration
-- +goose Up
-- only data
INSERT INTO users VALUES (1);
