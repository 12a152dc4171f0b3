CREATE TABLE sales (day date, amount numeric);
CREATE MATERIALIZED VIEW totals AS SELECT day, sum(amount) AS total FROM sales GROUP BY day;
CREATE MATERIALIZED VIEW days AS SELECT DISTINCT day FROM sales;
CREATE UNIQUE INDEX days_day ON days (day);
-- next migration
REFRESH MATERIALIZED VIEW totals; -- want: refresh-blocks-reads
REFRESH MATERIALIZED VIEW days; -- want: refresh-blocks-reads
