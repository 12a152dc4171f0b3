-- enum_values_1 enum_values/versions/0001_create.py [transaction: all]
-- line 15
CREATE TYPE states AS ENUM ('a', 'b');
CREATE TABLE t (
	id SERIAL NOT NULL,
	state states DEFAULT 'a' NOT NULL,
	plain states,
	other states DEFAULT 'b'::states,
	many states[] DEFAULT '{a}',
	PRIMARY KEY (id)
);
-- line 18
CREATE INDEX t_b ON t (id) WHERE plain = 'b';
-- line 20
ALTER TYPE "public"."states" RENAME TO "states_old";
CREATE TYPE "public"."states" AS ENUM('a', 'b', 'c');
CREATE FUNCTION "public".new_old_not_equals(new_enum_val "public"."states", old_enum_val "public"."states_old") RETURNS boolean AS $$
                SELECT new_enum_val::text != old_enum_val::text;
            $$ LANGUAGE SQL IMMUTABLE;
CREATE OPERATOR "public".!= (leftarg = "public"."states", rightarg = "public"."states_old", procedure = "public".new_old_not_equals);
CREATE FUNCTION "public".new_old_equals(new_enum_val "public"."states", old_enum_val "public"."states_old") RETURNS boolean AS $$
                SELECT new_enum_val::text = old_enum_val::text;
            $$ LANGUAGE SQL IMMUTABLE;
CREATE OPERATOR "public".= (leftarg = "public"."states", rightarg = "public"."states_old", procedure = "public".new_old_equals);
DROP INDEX IF EXISTS "public"."t_b";
ALTER TABLE "public"."t" ALTER COLUMN "state" DROP DEFAULT;
ALTER TABLE "public"."t" ALTER COLUMN "state" TYPE "public"."states" USING "state"::text::"public"."states";
ALTER TABLE "public"."t" ALTER COLUMN "state" SET DEFAULT 'a'::public.states;
ALTER TABLE "public"."t" ALTER COLUMN "plain" TYPE "public"."states" USING "plain"::text::"public"."states";
ALTER TABLE "public"."t" ALTER COLUMN "other" DROP DEFAULT;
ALTER TABLE "public"."t" ALTER COLUMN "other" TYPE "public"."states" USING "other"::text::"public"."states";
ALTER TABLE "public"."t" ALTER COLUMN "other" SET DEFAULT 'b'::public.states;
ALTER TABLE "public"."t" ALTER COLUMN "many" DROP DEFAULT;
ALTER TABLE "public"."t" ALTER COLUMN "many" TYPE "public"."states"[] USING "many"::text[]::"public"."states"[];
ALTER TABLE "public"."t" ALTER COLUMN "many" SET DEFAULT '{a}'::public.states[];
DROP OPERATOR IF EXISTS "public".!= ("public"."states", "public"."states_old");
DROP FUNCTION "public".new_old_not_equals(new_enum_val "public"."states", old_enum_val "public"."states_old");
DROP OPERATOR IF EXISTS "public".= ("public"."states", "public"."states_old");
DROP FUNCTION "public".new_old_equals(new_enum_val "public"."states", old_enum_val "public"."states_old");
DROP TYPE "public"."states_old";
CREATE INDEX t_b ON public.t USING btree (id) WHERE (plain = 'b'::states);
-- line 23
DROP INDEX t_b;
-- line 24
ALTER TYPE "public"."states" RENAME TO "states_old";
CREATE TYPE "public"."states" AS ENUM('a', 'd', 'c');
CREATE FUNCTION "public".new_old_not_equals(new_enum_val "public"."states", old_enum_val "public"."states_old") RETURNS boolean AS $$
                SELECT new_enum_val::text != CASE
                    WHEN old_enum_val::text = 'b' THEN 'd'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;
CREATE OPERATOR "public".!= (leftarg = "public"."states", rightarg = "public"."states_old", procedure = "public".new_old_not_equals);
CREATE FUNCTION "public".new_old_equals(new_enum_val "public"."states", old_enum_val "public"."states_old") RETURNS boolean AS $$
                SELECT new_enum_val::text = CASE
                    WHEN old_enum_val::text = 'b' THEN 'd'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;
CREATE OPERATOR "public".= (leftarg = "public"."states", rightarg = "public"."states_old", procedure = "public".new_old_equals);
ALTER TABLE "public"."t" ALTER COLUMN "state" DROP DEFAULT;
ALTER TABLE "public"."t" ALTER COLUMN "state" TYPE "public"."states" USING CASE WHEN "state"::text = 'b' THEN 'd'::"public"."states" ELSE "state"::text::"public"."states" END;
ALTER TABLE "public"."t" ALTER COLUMN "state" SET DEFAULT 'a'::public.states;
ALTER TABLE "public"."t" ALTER COLUMN "plain" TYPE "public"."states" USING CASE WHEN "plain"::text = 'b' THEN 'd'::"public"."states" ELSE "plain"::text::"public"."states" END;
ALTER TABLE "public"."t" ALTER COLUMN "other" DROP DEFAULT;
ALTER TABLE "public"."t" ALTER COLUMN "other" TYPE "public"."states" USING CASE WHEN "other"::text = 'b' THEN 'd'::"public"."states" ELSE "other"::text::"public"."states" END;
ALTER TABLE "public"."t" ALTER COLUMN "other" SET DEFAULT 'd'::public.states;
ALTER TABLE "public"."t" ALTER COLUMN "many" DROP DEFAULT;
ALTER TABLE "public"."t" ALTER COLUMN "many" TYPE "public"."states"[] USING array_replace("many"::text[], 'b', 'd')::"public"."states"[];
ALTER TABLE "public"."t" ALTER COLUMN "many" SET DEFAULT '{a}'::public.states[];
DROP OPERATOR IF EXISTS "public".!= ("public"."states", "public"."states_old");
DROP FUNCTION "public".new_old_not_equals(new_enum_val "public"."states", old_enum_val "public"."states_old");
DROP OPERATOR IF EXISTS "public".= ("public"."states", "public"."states_old");
DROP FUNCTION "public".new_old_equals(new_enum_val "public"."states", old_enum_val "public"."states_old");
DROP TYPE "public"."states_old";
-- line 31
ALTER TYPE "public"."states" ADD VALUE 'e' AFTER 'd';
-- down
-- line 35
ALTER TYPE "public"."states" RENAME TO "states_old";
CREATE TYPE "public"."states" AS ENUM('a', 'b');
CREATE FUNCTION "public".new_old_not_equals(new_enum_val "public"."states", old_enum_val "public"."states_old") RETURNS boolean AS $$
                SELECT new_enum_val::text != CASE
                    WHEN old_enum_val::text = 'd' THEN 'b'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;
CREATE OPERATOR "public".!= (leftarg = "public"."states", rightarg = "public"."states_old", procedure = "public".new_old_not_equals);
CREATE FUNCTION "public".new_old_equals(new_enum_val "public"."states", old_enum_val "public"."states_old") RETURNS boolean AS $$
                SELECT new_enum_val::text = CASE
                    WHEN old_enum_val::text = 'd' THEN 'b'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;
CREATE OPERATOR "public".= (leftarg = "public"."states", rightarg = "public"."states_old", procedure = "public".new_old_equals);
ALTER TABLE "public"."t" ALTER COLUMN "state" DROP DEFAULT;
ALTER TABLE "public"."t" ALTER COLUMN "state" TYPE "public"."states" USING CASE WHEN "state"::text = 'd' THEN 'b'::"public"."states" ELSE "state"::text::"public"."states" END;
ALTER TABLE "public"."t" ALTER COLUMN "state" SET DEFAULT 'a'::public.states;
ALTER TABLE "public"."t" ALTER COLUMN "plain" TYPE "public"."states" USING CASE WHEN "plain"::text = 'd' THEN 'b'::"public"."states" ELSE "plain"::text::"public"."states" END;
ALTER TABLE "public"."t" ALTER COLUMN "other" DROP DEFAULT;
ALTER TABLE "public"."t" ALTER COLUMN "other" TYPE "public"."states" USING CASE WHEN "other"::text = 'd' THEN 'b'::"public"."states" ELSE "other"::text::"public"."states" END;
ALTER TABLE "public"."t" ALTER COLUMN "other" SET DEFAULT 'b'::public.states;
ALTER TABLE "public"."t" ALTER COLUMN "many" DROP DEFAULT;
ALTER TABLE "public"."t" ALTER COLUMN "many" TYPE "public"."states"[] USING array_replace("many"::text[], 'd', 'b')::"public"."states"[];
ALTER TABLE "public"."t" ALTER COLUMN "many" SET DEFAULT '{a}'::public.states[];
DROP OPERATOR IF EXISTS "public".!= ("public"."states", "public"."states_old");
DROP FUNCTION "public".new_old_not_equals(new_enum_val "public"."states", old_enum_val "public"."states_old");
DROP OPERATOR IF EXISTS "public".= ("public"."states", "public"."states_old");
DROP FUNCTION "public".new_old_equals(new_enum_val "public"."states", old_enum_val "public"."states_old");
DROP TYPE "public"."states_old";
-- line 37
DROP TABLE t;

