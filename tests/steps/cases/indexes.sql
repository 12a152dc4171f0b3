CREATE SCHEMA app;
CREATE TABLE app."Order Lines" (id bigint PRIMARY KEY, "select" text, "Größe" numeric, tags text[], doc jsonb, at timestamptz, gone boolean);
CREATE TABLE plain (id bigint PRIMARY KEY, a text COLLATE "C", b text, "user" text);
CREATE MATERIALIZED VIEW sums AS SELECT a, count(*) AS n FROM plain GROUP BY a;
-- next migration
CREATE INDEX "by Size" ON app."Order Lines" ("Größe" DESC NULLS LAST, "select" COLLATE "C" text_pattern_ops) INCLUDE (id, at) WITH (fillfactor = 70) WHERE gone IS NOT TRUE AND "select" <> 'it''s';
CREATE INDEX ON app."Order Lines" (lower("select"), (doc ->> 'a\b'));
CREATE INDEX ON app."Order Lines" USING gin (doc jsonb_path_ops, tags);
CREATE INDEX app_lines_hash ON app."Order Lines" USING hash ("select");
CREATE UNIQUE INDEX plain_ab ON plain (a, b) WHERE "user" IN ('x', 'y') AND id > 5;
CREATE INDEX ON plain ((a || b), upper("user")) WHERE CASE WHEN a = 'q' THEN b LIKE '50\%' ELSE coalesce(b, a) IS NOT NULL END;
CREATE INDEX IF NOT EXISTS plain_id_b ON ONLY plain (id, b ASC NULLS FIRST);
CREATE UNIQUE INDEX sums_a ON sums (a);
-- next migration
DROP INDEX app."by Size";
DROP INDEX IF EXISTS plain_ab, app.app_lines_hash;
REINDEX INDEX app."Order Lines_pkey";
REINDEX TABLE app."Order Lines";
REINDEX SCHEMA app;
