-- alter_column_1 alter_column/versions/0001_create.py [transaction: all]
-- line 12
CREATE TABLE t (
	a INTEGER NOT NULL,
	size VARCHAR(1),
	flag BOOLEAN,
	"Upper" VARCHAR(5),
	json JSON,
	CONSTRAINT sizes CHECK (size IN ('s', 'l'))
);
-- down
-- line 23
DROP TABLE t;

-- alter_column_2 alter_column/versions/0002_step.py [transaction: all]
-- line 12
ALTER TABLE t DROP CONSTRAINT sizes;
ALTER TABLE t ALTER COLUMN size TYPE VARCHAR(2);
ALTER TABLE t ADD CONSTRAINT sizes CHECK (size IN ('s', 'l', 'xl'));
-- line 13
ALTER TABLE t DROP CONSTRAINT sizes;
ALTER TABLE t ALTER COLUMN size TYPE VARCHAR;
ALTER TABLE t RENAME size TO "Size";
-- line 14
ALTER TABLE t ALTER COLUMN "Size" SET NOT NULL;
-- line 15
ALTER TABLE t ALTER COLUMN flag TYPE INTEGER USING flag::int;
ALTER TABLE t ALTER COLUMN flag SET NOT NULL;
ALTER TABLE t ALTER COLUMN flag SET DEFAULT '0';
-- line 16
ALTER TABLE t ALTER COLUMN "Upper" TYPE VARCHAR;
ALTER TABLE t ALTER COLUMN "Upper" SET DEFAULT upper('x');
-- line 17
ALTER TABLE t ALTER COLUMN "Upper" SET DEFAULT '';
COMMENT ON COLUMN t."Upper" IS 'it''s upper';
-- line 18
ALTER TABLE t ALTER COLUMN json TYPE JSONB USING json::jsonb;
-- line 19
ALTER TABLE t ALTER COLUMN json SET DEFAULT '{"a": 1}'::jsonb;
-- line 20
ALTER TABLE t RENAME a TO "select";
-- line 22
ALTER TABLE t ALTER COLUMN "select" TYPE BIGINT;
-- down
-- line 26
ALTER TABLE t ALTER COLUMN "select" TYPE INTEGER;
ALTER TABLE t RENAME "select" TO a;
-- line 27
ALTER TABLE t ALTER COLUMN json DROP DEFAULT;
-- line 28
ALTER TABLE t ALTER COLUMN "Upper" DROP DEFAULT;
COMMENT ON COLUMN t."Upper" IS NULL;
-- line 29
ALTER TABLE t ALTER COLUMN flag DROP DEFAULT;
-- line 30
ALTER TABLE t ALTER COLUMN "Size" DROP NOT NULL;
ALTER TABLE t RENAME "Size" TO size;

