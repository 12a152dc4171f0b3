CREATE TABLE users (id bigint PRIMARY KEY, name text, town text);
CREATE INDEX by_name ON users (name);
CREATE INDEX by_town ON users (town);
CREATE INDEX by_town_too ON users (town, name);
-- next migration
DROP INDEX by_name; -- want: replace-index-gap "before its successor is built"
CREATE INDEX by_name_town ON users (name, town);
-- next migration
-- another index serves meanwhile
DROP INDEX by_town;
CREATE INDEX by_town_id ON users (town, id);
-- next migration
-- the right order
CREATE INDEX by_name_only ON users (name);
DROP INDEX by_name_town;
-- next migration
-- nothing takes its place; what comes is about something else; new
DROP INDEX by_name_only;
CREATE INDEX by_id_town ON users (id, town);
CREATE TABLE fresh (a int);
CREATE INDEX on_fresh ON fresh (a);
DROP INDEX on_fresh;
CREATE INDEX on_fresh_2 ON fresh (a);
-- next migration
CREATE TABLE cache (id bigint, at date);
CREATE INDEX cache_at ON cache (at);
-- next migration
-- the table itself is made anew
DROP INDEX cache_at;
DROP TABLE cache;
CREATE TABLE cache (id bigint, at date, note text);
CREATE INDEX cache_at ON cache (at);
