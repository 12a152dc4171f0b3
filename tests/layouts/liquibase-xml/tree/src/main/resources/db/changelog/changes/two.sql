--liquibase formatted sql
--changeset ana:1
SELECT 2;
