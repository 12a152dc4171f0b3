-- naming_tokens_1 naming_tokens/versions/0001_create.py [transaction: migration]
-- line 10
CREATE TABLE things (
	id SERIAL NOT NULL,
	first INTEGER,
	second INTEGER,
	parent_id INTEGER,
	PRIMARY KEY (id),
	CONSTRAINT check_first_positive CHECK (first > 0),
	CONSTRAINT u_firstsecond_of_things UNIQUE (first, second),
	CONSTRAINT u_second_of_things UNIQUE (second),
	CONSTRAINT things_things_parent_id_things FOREIGN KEY(parent_id) REFERENCES things (id)
);
CREATE INDEX things_first_idx ON things (first);
-- line 19
CREATE INDEX things_first_second_idx ON things (first, second);
-- line 20
ALTER TABLE things ADD CONSTRAINT u_parent_idfirst_of_things UNIQUE (parent_id, first);
-- line 21
ALTER TABLE things ADD CONSTRAINT check_second_positive CHECK (second > 0);
-- line 22
ALTER TABLE things ADD CONSTRAINT as_given CHECK (second > 1);
-- line 23
CREATE TABLE a_table_with_a_name_that_is_rather_long (
	a_column_with_a_long_name INTEGER,
	another_column_with_a_long_name INTEGER,
	CONSTRAINT a_table_with_a_name_that_is_rather_long_a_table_with_a__9880 FOREIGN KEY(another_column_with_a_long_name) REFERENCES things (id)
);
CREATE INDEX a_table_with_a_name_that_is_rather_long_a_column_with_a_fc7d ON a_table_with_a_name_that_is_rather_long (a_column_with_a_long_name);
-- down
-- line 31
DROP TABLE a_table_with_a_name_that_is_rather_long;
-- line 32
DROP TABLE things;

