-- identifiers_1 identifiers/versions/0001_create.py [transaction: all]
-- line 12
CREATE SCHEMA "My Schema";
-- line 13
CREATE TABLE "My Schema"."Order Items" (
	"ID" SERIAL NOT NULL,
	"group" INTEGER,
	"1st" INTEGER,
	"quo""te" INTEGER,
	"naïve" INTEGER,
	"$x" INTEGER,
	x$y INTEGER,
	"end" INTEGER,
	PRIMARY KEY ("ID")
);
CREATE INDEX "ix_My Schema_Order Items_end" ON "My Schema"."Order Items" ("end");
-- line 14
CREATE TABLE "user" (
	id INTEGER NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(id) REFERENCES "My Schema"."Order Items" ("ID")
);
-- line 15
CREATE INDEX "Mixed" ON "user" (id);
-- line 16
ALTER TABLE "My Schema"."Order Items" ADD CONSTRAINT "table" UNIQUE ("group", "1st");
-- line 17
ALTER TABLE "user" ADD CONSTRAINT "check" CHECK ("id" > 0);
-- line 18
ALTER TABLE "user" RENAME TO "Users";
-- line 19
ALTER TABLE "My Schema"."Order Items" RENAME "end" TO "End";
-- line 21
CREATE SEQUENCE "My Schema"."Counter";
-- line 22
ALTER TABLE "Users" ADD COLUMN n INTEGER DEFAULT nextval('"My Schema"."Counter"');
-- down
-- line 26
ALTER TABLE "Users" DROP COLUMN n;
-- line 27
ALTER TABLE "Users" RENAME TO "user";
-- line 28
ALTER TABLE "user" DROP CONSTRAINT "check";
-- line 29
DROP INDEX "Mixed";
-- line 30
DROP TABLE "user";
-- line 31
DROP INDEX "My Schema"."ix_My Schema_Order Items_end";
-- line 32
DROP SEQUENCE "My Schema"."Counter";
-- line 33
DROP TABLE "My Schema"."Order Items";
-- line 34
DROP SCHEMA "My Schema" CASCADE;

