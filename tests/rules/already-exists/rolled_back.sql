-- transaction: none
BEGIN;
CREATE TABLE a (id bigint);
ROLLBACK;
CREATE TABLE a (id bigint);
BEGIN;
SAVEPOINT s;
CREATE TABLE b (id bigint);
ROLLBACK TO s;
CREATE TABLE b (id bigint);
COMMIT;
CREATE TABLE b (id bigint); -- want: already-exists
-- next migration
SET search_path = other;
-- next migration
CREATE TABLE a (id bigint); -- want: already-exists
