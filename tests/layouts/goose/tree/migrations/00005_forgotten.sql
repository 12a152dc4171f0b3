-- +goose Up
-- +goose StatementBegin
CREATE TABLE c (id int);
