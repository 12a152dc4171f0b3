-- layout: goose
-- +goose Up
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
-- +goose NO TRANSACTION
-- +goose Up
BEGIN;
ALTER TABLE users ADD COLUMN a int;
COMMIT;
-- next migration
-- +goose Up
BEGIN; -- want: transaction-nesting
ALTER TABLE users ADD COLUMN b int;
COMMIT;
