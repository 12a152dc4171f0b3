-- a star is what it was when the view was made
CREATE TABLE t (id integer, name text);
CREATE TABLE u (id integer, t_id integer, name text, "Odd" text);
CREATE VIEW one AS SELECT * FROM t;
CREATE VIEW two AS SELECT t.*, u."Odd" AS odd FROM t JOIN u ON u.t_id = t.id;
CREATE VIEW three (a, b) AS SELECT * FROM t;
CREATE VIEW four AS SELECT * FROM t x (p, q), LATERAL (SELECT u.id FROM u WHERE u.t_id = x.p) s;
ALTER TABLE t ADD COLUMN late text;
ALTER TABLE t RENAME COLUMN name TO nom;
ALTER TABLE u ADD COLUMN nom text;
ALTER TABLE u RENAME TO other;
ALTER VIEW one RENAME COLUMN name TO called;
