CREATE TABLE sales (day date, amount numeric);
CREATE MATERIALIZED VIEW days AS SELECT day FROM sales;
-- next migration
REFRESH MATERIALIZED VIEW days; -- want: refresh-blocks-reads
