-- types_postgresql_1 types_postgresql/versions/0001_create.py [transaction: all]
-- line 13
CREATE EXTENSION IF NOT EXISTS hstore;
-- line 14
CREATE EXTENSION IF NOT EXISTS citext;
-- line 15
CREATE TABLE everything (
	"array" VARCHAR(20)[],
	array_two INTEGER[][],
	array_text TEXT[] DEFAULT '{}',
	bit BIT(1),
	bit_sized BIT(5),
	bit_varying BIT VARYING(5),
	bytea BYTEA,
	cidr CIDR,
	date_range DATERANGE,
	double DOUBLE PRECISION,
	double_p DOUBLE PRECISION,
	hstore HSTORE,
	inet INET,
	int4 INT4RANGE,
	int8 INT8RANGE,
	interval INTERVAL,
	interval_fields INTERVAL DAY TO SECOND,
	interval_precision INTERVAL (3),
	json JSON,
	json_text JSON,
	jsonb JSONB NOT NULL,
	macaddr MACADDR,
	money MONEY,
	num NUMRANGE,
	oid OID,
	regclass REGCLASS,
	time TIME(3) WITHOUT TIME ZONE,
	time_zone TIME(0) WITH TIME ZONE,
	timestamp TIMESTAMP(6) WITHOUT TIME ZONE,
	timestamp_zone TIMESTAMP(3) WITH TIME ZONE,
	tsrange TSRANGE,
	tstzrange TSTZRANGE,
	tsvector TSVECTOR,
	uuid UUID,
	uuid_objects UUID NOT NULL
);
-- down
-- line 56
DROP TABLE everything;

