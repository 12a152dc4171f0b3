-- !Ups
SELECT 9;
