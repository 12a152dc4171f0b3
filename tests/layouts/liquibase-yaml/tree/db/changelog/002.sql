--liquibase formatted sql
--changeset ana:3
SELECT 3;
