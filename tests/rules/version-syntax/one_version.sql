-- postgres: 14
-- all-rules
CREATE TABLE a (id bigint PRIMARY KEY, n int, UNIQUE NULLS NOT DISTINCT (n)); -- want: version-syntax
