--liquibase formatted sql
--changeset ana:o1
CREATE TABLE orders (id bigint PRIMARY KEY);
