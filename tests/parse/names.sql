CREATE TABLE MixedCase ("Quoted ""Name""" int, UPPER int, ünïcode int, "select" int);
CREATE TABLE this_name_is_far_longer_than_the_sixty_three_bytes_that_postgresql_keeps (a int);
ALTER TABLE t ADD COLUMN this_name_is_far_longer_than_the_sixty_three_bytes_that_postgresql_keeps int, DROP COLUMN b;
CREATE INDEX this_name_has_exactly_sixty_three_bytes_and_so_is_kept_as_it_is ON t (a);
DROP TABLE a, "this ""name"" is far longer than the sixty-three bytes that PostgreSQL keeps";
CREATE TABLE db.s.t (a s.typ, b pg_catalog.int4, c "int4", d U&"d\0061t\+000061");
ALTER TABLE data RENAME column_name TO "to";
CREATE TABLE "a.b" . "c.d" (a int);
