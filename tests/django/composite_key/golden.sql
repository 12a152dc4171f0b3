-- shop.0001_initial composite_key/shop/migrations/0001_initial.py [transaction: migration]
-- line 10
CREATE TABLE "shop_line" ("order_id" integer NOT NULL, "number" integer NOT NULL, "note" text NOT NULL, PRIMARY KEY ("order_id", "number"));
-- down
-- line 10
DROP TABLE "shop_line" CASCADE;

-- shop.0002_step composite_key/shop/migrations/0002_step.py [transaction: migration]
-- line 9
ALTER TABLE "shop_line" ADD COLUMN "x" integer NULL;
-- line 10
ALTER TABLE "shop_line" ALTER COLUMN "note" TYPE varchar(9) USING "note"::varchar(9);
-- down
-- line 10
ALTER TABLE "shop_line" ALTER COLUMN "note" TYPE text USING "note"::text;
-- line 9
ALTER TABLE "shop_line" DROP COLUMN "x";

