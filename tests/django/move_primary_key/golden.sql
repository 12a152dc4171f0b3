-- shop.0001_initial move_primary_key/shop/migrations/0001_initial.py [transaction: migration]
-- line 9
CREATE TABLE "shop_number" ("number" integer NOT NULL PRIMARY KEY);
-- down
-- line 9
DROP TABLE "shop_number" CASCADE;

-- shop.0002_step move_primary_key/shop/migrations/0002_step.py [transaction: migration]
-- line 9
ALTER TABLE "shop_number" ADD COLUMN "key" uuid NULL;
-- line 10
ALTER TABLE "shop_number" DROP CONSTRAINT "shop_number_pkey";
DROP INDEX IF EXISTS "shop_number_number_53f2b577_like";
-- line 11
ALTER TABLE "shop_number" ALTER COLUMN "key" SET NOT NULL;
ALTER TABLE "shop_number" ADD CONSTRAINT "shop_number_key_7b9ad337_pk" PRIMARY KEY ("key");
-- down
-- line 11
ALTER TABLE "shop_number" ALTER COLUMN "key" DROP NOT NULL;
ALTER TABLE "shop_number" DROP CONSTRAINT "shop_number_key_7b9ad337_pk";
DROP INDEX IF EXISTS "shop_number_key_7b9ad337_like";
-- line 10
ALTER TABLE "shop_number" ADD CONSTRAINT "shop_number_number_53f2b577_pk" PRIMARY KEY ("number");
-- line 9
ALTER TABLE "shop_number" DROP COLUMN "key";

