CREATE TABLE t (id int PRIMARY KEY, name varchar(20) CHECK (name <> ''), mail varchar(50), at timestamp, n numeric(8,2), flag int, "both" text,
    CONSTRAINT "either Or" CHECK (name IS NOT NULL OR mail LIKE '%@%' OR coalesce("both", '') > ''));
CREATE INDEX t_mail ON t (lower(mail));
CREATE UNIQUE INDEX "T mail" ON t (mail varchar_pattern_ops DESC) WHERE mail <> 'x' AND name IS NULL;
CREATE INDEX t_at ON t (at);
-- next migration
ALTER TABLE t ALTER COLUMN mail TYPE varchar(60);
ALTER TABLE t ALTER COLUMN name TYPE text;
ALTER TABLE t ALTER COLUMN n TYPE numeric(12,4), ALTER COLUMN flag TYPE bigint;
ALTER TABLE t ALTER COLUMN "both" TYPE varchar(10);
ALTER TABLE t ALTER flag TYPE boolean USING flag <> 0;
-- next migration
SET timezone = 'UTC';
ALTER TABLE t ALTER COLUMN at TYPE timestamptz;
