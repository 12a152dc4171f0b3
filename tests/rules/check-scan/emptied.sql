-- all-rules
-- transaction: file
CREATE TABLE cache (id bigint PRIMARY KEY, age int);
-- next migration
-- nothing to check: the table is empty, and locked until commit
TRUNCATE cache; -- want: truncate
ALTER TABLE cache ADD CONSTRAINT positive CHECK (age > 0);
ALTER TABLE cache ALTER COLUMN age SET NOT NULL;
ALTER TABLE cache ADD UNIQUE (age);
