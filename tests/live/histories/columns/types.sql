-- server: >=14
create table t (
    a smallint, b integer, c bigint, d real, e double precision, f float(10), g float(30), h decimal, i numeric(10), j numeric(10,2),
    k char, l char(5), m varchar, n varchar(20), o text, p "char", q name, r bytea, s bit, t bit(4), u bit varying, v bit varying(8),
    w date, x time, y time(3), z time with time zone, a1 timetz(2), b1 timestamp, c1 timestamp(0), d1 timestamptz, e1 timestamp(6) with time zone,
    f1 interval, g1 interval(3), h1 interval year to month, i1 interval day to second(2), j1 interval hour, k1 interval second(1),
    l1 boolean, m1 uuid, n1 json, o1 jsonb, p1 xml, q1 inet, r1 cidr, s1 macaddr, t1 macaddr8, u1 money, v1 oid, w1 regclass, x1 tsvector, y1 tsquery,
    z1 point, a2 line, b2 lseg, c2 box, d2 path, e2 polygon, f2 circle, g2 int4range, h2 tstzrange, i2 pg_lsn, j2 txid_snapshot,
    k2 int[], l2 text[][], m2 varchar(5)[], n2 numeric(4,1)[3], o2 int array, p2 int array[4], q2 timestamp(3)[], r2 interval minute[],
    t2 character varying(10) collate "C", u2 text collate pg_catalog."POSIX", v2 national character varying(7), w2 nchar(3), x2 dec(5,1), y2 int2, z2 float8, a3 bool, b3 bpchar, c3 float4, d3 pg_catalog.int8
);
