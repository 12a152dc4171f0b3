-- baseline_1 baseline/versions/0001_later.py [transaction: all]
-- line 11
ALTER TABLE metrics ADD COLUMN step BIGINT DEFAULT '0' NOT NULL;
-- line 14
-- only if: condition on 'not inspector.has_table("runs")'
CREATE TABLE runs (
	id BIGSERIAL NOT NULL,
	PRIMARY KEY (id)
);
-- line 16
CREATE INDEX metrics_step ON metrics (step);
-- line 18
-- only if: condition on '"value" not in [column["name"] for column in inspector.get_columns("me...'
ALTER TABLE metrics ADD COLUMN value TEXT;
-- line 20
-- not resolved: the name is not known: what table 'experiments' looks like is not known
-- down
-- line 24
ALTER TABLE metrics DROP COLUMN step;

