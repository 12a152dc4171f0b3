-- types_postgresql_new_1 types_postgresql_new/versions/0001_create.py [transaction: all]
-- line 14
CREATE EXTENSION IF NOT EXISTS citext;
-- line 15
CREATE DOMAIN positive AS INTEGER CHECK (VALUE > 0);
CREATE TABLE everything (
	citext CITEXT,
	macaddr8 MACADDR8,
	tsquery TSQUERY,
	regconfig REGCONFIG,
	jsonpath JSONPATH,
	int4 INT4MULTIRANGE,
	int8 INT8MULTIRANGE,
	num NUMMULTIRANGE,
	dates DATEMULTIRANGE,
	ts TSMULTIRANGE,
	tstz TSTZMULTIRANGE,
	domain positive
);
-- down
-- line 33
DROP TABLE everything;

