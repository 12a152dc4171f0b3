CREATE TABLE "user" ( -- want: reserved-word "table 'user' must be quoted in every query: the word is reserved in PostgreSQL"
  id bigint PRIMARY KEY,
  "order" int, -- want: reserved-word
  "end" date); -- want: reserved-word
CREATE TABLE events (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE events ADD COLUMN "limit" int; -- want: reserved-word
ALTER TABLE events RENAME COLUMN id TO "desc"; -- want: reserved-word
CREATE VIEW "all" AS SELECT 1 AS one; -- want: reserved-word
