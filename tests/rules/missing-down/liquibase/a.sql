--liquibase formatted sql
--changeset ana:1
CREATE TABLE a (id bigint PRIMARY KEY);
--rollback DROP TABLE a;

--changeset ana:2
CREATE TABLE b (id bigint PRIMARY KEY);
--rollback DROP TABLE b;

--changeset ana:3
CREATE TABLE c (id bigint PRIMARY KEY);
--rollback empty

--changeset ana:4
CREATE TABLE d (id bigint PRIMARY KEY);
--rollback not required

--changeset ana:5
CREATE TABLE e (id bigint PRIMARY KEY); -- want: missing-down
