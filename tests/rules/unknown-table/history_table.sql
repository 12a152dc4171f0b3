-- +goose Up
CREATE TABLE users (id bigint PRIMARY KEY);
DELETE FROM goose_db_version WHERE version_id = 3;
ALTER TABLE goose_db_version ADD COLUMN note text;
ALTER TABLE goose_version ADD COLUMN note text; -- want: unknown-table
