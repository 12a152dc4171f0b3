CREATE SCHEMA s;
CREATE TABLE s.users (id bigint PRIMARY KEY, "group" int, code text, UNIQUE ("group", code));
CREATE TABLE "Posts" (id bigint, author bigint, "group" int, code text DEFAULT 'a', body text, parent bigint, state text);
-- next migration
ALTER TABLE "Posts" ADD FOREIGN KEY (author) REFERENCES s.users ON DELETE CASCADE ON UPDATE RESTRICT;
ALTER TABLE "Posts" ADD CONSTRAINT "Group Key" FOREIGN KEY ("group", code) REFERENCES s.users ("group", code) MATCH FULL ON DELETE SET DEFAULT DEFERRABLE INITIALLY DEFERRED;
-- next migration
ALTER TABLE "Posts" ADD CHECK (length(body) < 1000), ADD CONSTRAINT "states" CHECK (state IN ('new', 'it''s', E'a\\b')) NO INHERIT;
ALTER TABLE ONLY "Posts" ADD CONSTRAINT two CHECK (id > 0 OR (author IS NULL AND "group" BETWEEN 1 AND 5));
ALTER TABLE "Posts" ADD CHECK (id <> 7);
-- next migration
ALTER TABLE "Posts" ADD PRIMARY KEY (id);
ALTER TABLE "Posts" ADD FOREIGN KEY (parent) REFERENCES "Posts" ON DELETE SET NULL;
ALTER TABLE "Posts" ADD UNIQUE (author, code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "Posts" ADD CONSTRAINT covering UNIQUE (state) INCLUDE (code, body) WITH (fillfactor = 50);
ALTER TABLE s.users ALTER COLUMN code SET NOT NULL, ALTER "group" SET NOT NULL;
ALTER TABLE "Posts" ALTER COLUMN "group" SET NOT NULL;
-- next migration
CREATE UNIQUE INDEX CONCURRENTLY posts_code ON "Posts" (code, parent);
-- next migration
ALTER TABLE "Posts" ADD CONSTRAINT posts_code UNIQUE USING INDEX posts_code;
CREATE TABLE pairs ("A" int, b int NOT NULL, c int);
CREATE UNIQUE INDEX pairs_ab ON pairs ("A", b, c);
-- next migration
ALTER TABLE pairs ADD PRIMARY KEY USING INDEX pairs_ab;
