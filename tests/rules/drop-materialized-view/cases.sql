CREATE TABLE sales (day date, amount numeric);
CREATE MATERIALIZED VIEW totals AS SELECT day, sum(amount) AS total FROM sales GROUP BY day;
CREATE MATERIALIZED VIEW counts AS SELECT day, count(*) AS number FROM sales GROUP BY day;
CREATE MATERIALIZED VIEW days AS SELECT DISTINCT day FROM sales;
-- next migration
DROP MATERIALIZED VIEW totals; -- want: drop-materialized-view "scheduled refresh"
-- next migration
DROP MATERIALIZED VIEW counts;
CREATE MATERIALIZED VIEW counts AS SELECT day, count(*) AS number, max(amount) AS most FROM sales GROUP BY day;
-- next migration
DROP MATERIALIZED VIEW days;
CREATE VIEW days AS SELECT DISTINCT day FROM sales;
-- next migration
CREATE MATERIALIZED VIEW trial AS SELECT day FROM sales;
DROP MATERIALIZED VIEW trial;
DROP MATERIALIZED VIEW IF EXISTS never_there;
