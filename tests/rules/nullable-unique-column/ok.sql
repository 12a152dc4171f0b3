CREATE TABLE users (tenant_id bigint NOT NULL, email text NOT NULL, phone text UNIQUE, x int, UNIQUE (tenant_id, email),
  UNIQUE NULLS NOT DISTINCT (x, email));
CREATE UNIQUE INDEX ON users (x, phone) WHERE x IS NOT NULL;
-- next migration
CREATE TABLE later (a int, b int NOT NULL, UNIQUE (a, b));
ALTER TABLE later ALTER COLUMN a SET NOT NULL;
