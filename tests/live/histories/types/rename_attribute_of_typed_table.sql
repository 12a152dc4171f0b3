CREATE TYPE pair AS (first time, second varchar(20));
CREATE TABLE t OF pair (second WITH OPTIONS NOT NULL);
ALTER TYPE pair RENAME ATTRIBUTE second TO other CASCADE;
