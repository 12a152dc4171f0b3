CREATE UNLOGGED TABLE a (id bigint PRIMARY KEY); -- want: unlogged-table
CREATE UNLOGGED TABLE b AS SELECT 1 AS x; -- want: unlogged-table
