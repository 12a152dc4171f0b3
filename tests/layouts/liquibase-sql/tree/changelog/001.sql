--liquibase formatted sql

--changeset ana:1
--comment: shops
CREATE TABLE shops (id int);
--rollback DROP TABLE shops
--rollback   CASCADE;

--changeset ana:2 dbms:mysql
SELECT 1;

-- changeset "Ana B":"two words" runInTransaction:false dbms:postgresql,oracle
CREATE INDEX CONCURRENTLY shops_id ON shops (id);
--rollback empty

--changeset ana:3 endDelimiter:/ splitStatements:true
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 4/2; $$
/
SELECT 1
/
/* liquibase rollback
DROP FUNCTION f;
*/

--changeset ana:4 runOnChange:true splitStatements:false
CREATE OR REPLACE VIEW v AS SELECT 1;

--changeset nobody
SELECT 5;

--changeset ana:1
SELECT 6;
