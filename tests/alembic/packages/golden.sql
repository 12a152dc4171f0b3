-- packages_1 packages/versions/0001_create.py [transaction: all]
-- line 28
CREATE TYPE states AS ENUM ('a', 'b');
CREATE TABLE t (
	id SERIAL NOT NULL,
	state states DEFAULT 'a',
	PRIMARY KEY (id)
);
-- line 29
CREATE EXTENSION "citext" WITH SCHEMA "public";
-- line 30
CREATE FUNCTION "public"."double"(i integer, j integer default 2) returns integer as $$ select i * j $$ language sql;
-- line 31
CREATE OR REPLACE FUNCTION "public"."double"(i integer, j integer default 2) returns integer as $$ select i * j $$ language sql;
-- line 32
CREATE VIEW "public"."big" AS select * from t where id > 10;
-- line 33
do $$
    begin
        CREATE OR REPLACE VIEW "public"."big" AS select * from t where id > 10;
    exception when others then
        DROP VIEW IF EXISTS "public"."big";
        CREATE VIEW "public"."big" AS select * from t where id > 10;
    end;
$$ language 'plpgsql';
-- line 34
CREATE MATERIALIZED VIEW "public"."totals" AS select count(*) from t WITH NO DATA;
-- line 35
DROP MATERIALIZED VIEW IF EXISTS "public"."totals";
CREATE MATERIALIZED VIEW "public"."totals" AS select count(*) from t WITH NO DATA;
-- line 36
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
-- line 37
CREATE TRIGGER "touched" before update on public.t for each row execute function touch();
-- line 38
CREATE POLICY own on public.t as permissive for select using (id > 1);
-- line 39
DROP POLICY own on public.t;
-- line 40
DROP TRIGGER "touched" ON public.t;
-- line 41
DROP MATERIALIZED VIEW "public"."totals";
-- line 42
DROP VIEW "public"."big";
-- line 43
DROP FUNCTION "public"."double"(i integer, j integer) CASCADE;
-- line 44
ALTER TYPE "public"."states" RENAME TO "states_old";
CREATE TYPE "public"."states" AS ENUM('a', 'c', 'd');
CREATE FUNCTION "public".new_old_not_equals(new_enum_val "public"."states", old_enum_val "public"."states_old") RETURNS boolean AS $$
                SELECT new_enum_val::text != CASE
                    WHEN old_enum_val::text = 'b' THEN 'c'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;
CREATE OPERATOR "public".!= (leftarg = "public"."states", rightarg = "public"."states_old", procedure = "public".new_old_not_equals);
CREATE FUNCTION "public".new_old_equals(new_enum_val "public"."states", old_enum_val "public"."states_old") RETURNS boolean AS $$
                SELECT new_enum_val::text = CASE
                    WHEN old_enum_val::text = 'b' THEN 'c'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;
CREATE OPERATOR "public".= (leftarg = "public"."states", rightarg = "public"."states_old", procedure = "public".new_old_equals);
ALTER TABLE "public"."t" ALTER COLUMN "state" DROP DEFAULT;
ALTER TABLE "public"."t" ALTER COLUMN "state" TYPE "public"."states" USING CASE WHEN "state"::text = 'b' THEN 'c'::"public"."states" ELSE "state"::text::"public"."states" END;
ALTER TABLE "public"."t" ALTER COLUMN "state" SET DEFAULT 'a'::public.states;
DROP OPERATOR IF EXISTS "public".!= ("public"."states", "public"."states_old");
DROP FUNCTION "public".new_old_not_equals(new_enum_val "public"."states", old_enum_val "public"."states_old");
DROP OPERATOR IF EXISTS "public".= ("public"."states", "public"."states_old");
DROP FUNCTION "public".new_old_equals(new_enum_val "public"."states", old_enum_val "public"."states_old");
DROP TYPE "public"."states_old";
-- down
-- line 54
DROP EXTENSION "citext";
-- line 55
DROP TABLE t;

