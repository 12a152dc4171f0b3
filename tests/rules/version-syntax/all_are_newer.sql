-- postgres: 18
CREATE TABLE a (id bigint PRIMARY KEY, n int, d int GENERATED ALWAYS AS (n * 2) VIRTUAL);
