-- layout: plain
-- which schema a placeholder names is not known, but it is the same one, however it is written
CREATE TABLE "{{ index .Options "Namespace" }}".users (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE {{ index .Options "Namespace" }}.users ADD COLUMN email text;
-- next migration
ALTER TABLE {{index .Options "Namespace"}}.users ALTER COLUMN email SET DEFAULT 'x';
ALTER TABLE {{ index .Options "Other" }}.orders ADD COLUMN note text;
ALTER TABLE ${schema}.users DROP COLUMN IF EXISTS gone;
