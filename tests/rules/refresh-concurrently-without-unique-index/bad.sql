CREATE TABLE sales (day date, amount numeric);
CREATE MATERIALIZED VIEW a AS SELECT day FROM sales;
CREATE MATERIALIZED VIEW b AS SELECT day FROM sales;
CREATE UNIQUE INDEX b_day ON b (day) WHERE day IS NOT NULL;
CREATE MATERIALIZED VIEW c AS SELECT day FROM sales;
CREATE UNIQUE INDEX c_day ON c ((day + 1));
-- next migration
REFRESH MATERIALIZED VIEW CONCURRENTLY a; -- want: refresh-concurrently-without-unique-index
REFRESH MATERIALIZED VIEW CONCURRENTLY b; -- want: refresh-concurrently-without-unique-index
REFRESH MATERIALIZED VIEW CONCURRENTLY c; -- want: refresh-concurrently-without-unique-index
