CREATE TYPE pair AS (a int, b int);
CREATE DOMAIN state AS text CHECK (VALUE IN ('new', 'done'));
