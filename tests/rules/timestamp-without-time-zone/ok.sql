CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz NOT NULL, day date, hour time, name text);
CREATE TEMPORARY TABLE scratch (at timestamp);
CREATE TYPE app_timestamp AS (x int);
CREATE SCHEMA app;
CREATE DOMAIN app."timestamp" AS text;
CREATE TABLE other (at app."timestamp");
CREATE TABLE IF NOT EXISTS other (at timestamp);
ALTER TABLE events ADD COLUMN IF NOT EXISTS day timestamp;
-- a query is no column
CREATE VIEW days AS SELECT at::timestamp AS at FROM events;
