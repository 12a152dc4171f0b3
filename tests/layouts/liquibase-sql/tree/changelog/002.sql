-- liquibase formatted sql
-- changeset ana:9
SELECT 9;
