-- upgrade

SELECT 2;
