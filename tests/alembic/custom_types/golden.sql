-- custom_types_1 custom_types/versions/0001_create.py [transaction: all]
-- line 13
CREATE TABLE t (
	id UUID NOT NULL,
	guid UUID NOT NULL,
	code VARCHAR(12),
	code_named VARCHAR(13),
	money NUMERIC(12, 2),
	plain TEXT,
	point point,
	stamp TIMESTAMP WITH TIME ZONE,
	wrapped NUMERIC(12, 2),
	"array" NUMERIC(12, 2)[],
	variant JSONB,
	variants CIDR,
	serial BIGINT,
	PRIMARY KEY (id)
);
CREATE INDEX ix_t_serial ON t (serial);
-- line 29
CREATE TABLE u (
	id BIGSERIAL NOT NULL,
	PRIMARY KEY (id)
);
-- down
-- line 33
DROP TABLE u;
-- line 34
DROP TABLE t;

