-- layout: goose
-- +goose Up
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- next migration
-- +goose Up
CREATE INDEX CONCURRENTLY users_email ON users (email); -- want: not-allowed-in-transaction "cannot run inside a transaction"
-- next migration
-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY users_email_2 ON users (email);
