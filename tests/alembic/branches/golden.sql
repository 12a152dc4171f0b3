-- branches_1 branches/versions/0001_root.py [transaction: all]
-- line 12
CREATE TABLE root (
	id INTEGER
);
-- down
-- line 16
DROP TABLE root;

-- branches_2 branches/versions/0002_left.py [transaction: all]
-- line 12
CREATE TABLE left_one (
	id INTEGER
);
-- down
-- line 16
DROP TABLE left_one;

-- branches_3 branches/versions/0003_right.py [transaction: all]
-- line 12
CREATE TABLE right_one (
	id INTEGER
);
-- down
-- line 16
DROP TABLE right_one;

-- branches_4 branches/versions/0004_merge.py [transaction: all]

-- branches_5 branches/versions/0005_last.py [transaction: all]
-- line 12
DROP TABLE left_one;
-- line 13
CREATE TABLE last (
	id INTEGER
);
-- down
-- line 17
DROP TABLE last;
-- line 18
CREATE TABLE left_one (
	id INTEGER
);

