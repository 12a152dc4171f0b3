CREATE TABLE t ();
CREATE TABLE IF NOT EXISTS "S".t (
	id bigserial PRIMARY KEY,
	a serial4, b serial8 NOT NULL, c smallserial NULL,
	n1 int, n2 INTEGER, n3 int4, n4 bigint, n5 smallint, n6 decimal(10), n7 numeric(10, 2), n8 real, n9 double precision,
	n10 float(20), n11 float(40), n12 dec,
	c1 char, c2 char(10), c3 character varying(20), c4 varchar, c5 text, c6 "char", c7 national character (5), c8 bpchar,
	d1 timestamp, d2 timestamp(3) without time zone, d3 timestamp with time zone, d4 timestamptz(6), d5 time(2) with time zone,
	d6 interval, d7 interval day to second(3), d8 interval(2), d9 date,
	b1 bit, b2 bit varying(8), b3 boolean, b4 bytea, j1 json, j2 jsonb,
	r1 int[], r2 text[3][3], r3 int ARRAY[4], r4 s.custom(1, 2)[], r5 geometry(Point, 4326)
);
CREATE TABLE t (
	id int CONSTRAINT t_pkey PRIMARY KEY USING INDEX TABLESPACE fast,
	a int NOT NULL DEFAULT 0 CHECK (a >= 0), -- a comment
	b int CONSTRAINT b_nn NOT NULL CONSTRAINT b_u UNIQUE /* and one more */ REFERENCES r ON DELETE CASCADE,
	c int GENERATED ALWAYS AS IDENTITY,
	d int GENERATED ALWAYS AS (a + b) STORED,
	e int GENERATED ALWAYS AS (a + b),
	f text STORAGE MAIN COLLATE "C" DEFAULT 'x,)',
	CONSTRAINT pk PRIMARY KEY (a, "B"),
	UNIQUE (a) DEFERRABLE,
	CHECK (a > 0 AND b IN (1, 2)) NO INHERIT,
	CONSTRAINT fk FOREIGN KEY (a) REFERENCES s.r (id) ON UPDATE RESTRICT ON DELETE SET DEFAULT,
	EXCLUDE USING gist (a WITH =, b WITH &&),
	CONSTRAINT nn NOT NULL a,
	LIKE other INCLUDING DEFAULTS INCLUDING CONSTRAINTS EXCLUDING INDEXES,
	LIKE another INCLUDING ALL
) INHERITS (p1, s.p2) USING heap WITH (fillfactor = 70, autovacuum_enabled = false) TABLESPACE fast;
CREATE TEMP TABLE tt (a int) ON COMMIT DROP;
CREATE UNLOGGED TABLE ut (a int);
CREATE TABLE p (a int, b text) PARTITION BY RANGE (a, lower(b) COLLATE "C" text_ops);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1, MINVALUE) TO (10, MAXVALUE);
CREATE TABLE p2 PARTITION OF s.p (b DEFAULT 'x', CONSTRAINT c CHECK (a > 0)) FOR VALUES IN ('a', 'b') PARTITION BY HASH (b);
CREATE TABLE p3 PARTITION OF p FOR VALUES WITH (modulus 4, remainder 1);
CREATE TABLE pd PARTITION OF p DEFAULT;
CREATE TABLE typed OF s.composite (PRIMARY KEY (a), b WITH OPTIONS NOT NULL DEFAULT 1);
CREATE FOREIGN TABLE ft (a int OPTIONS (column_name 'x') NOT NULL) SERVER srv OPTIONS (table_name 't');
CREATE FOREIGN TABLE fp PARTITION OF p FOR VALUES IN (1) SERVER srv;
CREATE TABLE ta AS SELECT a, b AS c FROM t;
CREATE TABLE IF NOT EXISTS tb (x, y) WITH (fillfactor = 70) AS SELECT 1, 2 WITH NO DATA;
CREATE TEMP TABLE tc AS TABLE t;
CREATE TABLE td AS EXECUTE prepared (1);
SELECT a, b INTO te FROM t;
SELECT a INTO UNLOGGED tf FROM t UNION SELECT b FROM u;
CREATE SCHEMA app AUTHORIZATION alice
	CREATE TABLE accounts (id int PRIMARY KEY)
	CREATE VIEW names AS SELECT id FROM accounts
	CREATE INDEX ON accounts (id)
	CREATE TABLE other.elsewhere (id int)
	CREATE SEQUENCE numbers
	GRANT SELECT ON names TO bob;
