-- liquibase formatted sql
-- changeset ana:9
SELECT 9;
--changeset Ana Maria Silva: with-blanks
SELECT 3;
