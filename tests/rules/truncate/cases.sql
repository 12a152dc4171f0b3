CREATE TABLE logs (id bigint PRIMARY KEY);
CREATE TABLE parts (id bigint PRIMARY KEY, log_id bigint REFERENCES logs);
-- next migration
TRUNCATE logs CASCADE; -- want: truncate "deletes all its rows"
TRUNCATE TABLE ONLY parts; -- want: truncate
-- next migration
CREATE TABLE fresh (id bigint);
INSERT INTO fresh SELECT id FROM logs;
TRUNCATE fresh;
CREATE TEMP TABLE scratch (id bigint);
TRUNCATE scratch;
