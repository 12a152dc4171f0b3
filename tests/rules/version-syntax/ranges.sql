-- postgres: 12-18
CREATE TABLE a (id bigint PRIMARY KEY, n int, d int GENERATED ALWAYS AS (n * 2) VIRTUAL); -- want: version-syntax "(PostgreSQL 12 to 17)"
CREATE UNIQUE INDEX a_n ON a (n) NULLS NOT DISTINCT; -- want: version-syntax "(PostgreSQL 12 to 14)"
CREATE TABLE b (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int GENERATED ALWAYS AS (1) STORED);
