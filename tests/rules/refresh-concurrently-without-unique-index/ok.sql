CREATE TABLE sales (day date, amount numeric);
CREATE MATERIALIZED VIEW a AS SELECT day, amount FROM sales;
CREATE UNIQUE INDEX a_day ON a (day, amount);
-- next migration
REFRESH MATERIALIZED VIEW CONCURRENTLY a;
