-- mapped_columns_1 mapped_columns/versions/0001_create.py [transaction: all]
-- line 19
CREATE TABLE traces (
	id VARCHAR(50) NOT NULL,
	part INTEGER,
	PRIMARY KEY (id),
	UNIQUE (part)
);
-- line 20
CREATE TABLE tags (
	trace VARCHAR(50),
	part INTEGER,
	CONSTRAINT fk_traces FOREIGN KEY(trace) REFERENCES traces (id),
	FOREIGN KEY(part) REFERENCES traces (part)
);
-- down
-- line 26
DROP TABLE tags;
-- line 27
DROP TABLE traces;

