-- decorated_1 decorated/versions/0001_create.py [transaction: all]
-- line 32
CREATE TABLE t (
	id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	j TEXT,
	PRIMARY KEY (id)
);
-- down
-- line 36
DROP TABLE t;

