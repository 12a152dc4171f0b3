CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);
-- next migration
REINDEX TABLE CONCURRENTLY users;
REINDEX (CONCURRENTLY) INDEX users_email;
CREATE TABLE fresh (id bigint PRIMARY KEY);
REINDEX TABLE fresh;
