-- shop.0001_initial extensions/shop/migrations/0001_initial.py [transaction: migration]
-- line 13
CREATE EXTENSION IF NOT EXISTS "bloom";
-- line 14
CREATE EXTENSION IF NOT EXISTS "btree_gin";
-- line 15
CREATE EXTENSION IF NOT EXISTS "btree_gist";
-- line 16
CREATE EXTENSION IF NOT EXISTS "citext";
-- line 17
CREATE EXTENSION IF NOT EXISTS "pgcrypto";
-- line 18
CREATE EXTENSION IF NOT EXISTS "hstore";
-- line 19
CREATE EXTENSION IF NOT EXISTS "pg_trgm";
-- line 20
CREATE EXTENSION IF NOT EXISTS "unaccent";
-- line 21
CREATE EXTENSION IF NOT EXISTS "fuzzystrmatch";
-- down
-- line 21
DROP EXTENSION IF EXISTS "fuzzystrmatch";
-- line 20
DROP EXTENSION IF EXISTS "unaccent";
-- line 19
DROP EXTENSION IF EXISTS "pg_trgm";
-- line 18
DROP EXTENSION IF EXISTS "hstore";
-- line 17
DROP EXTENSION IF EXISTS "pgcrypto";
-- line 16
DROP EXTENSION IF EXISTS "citext";
-- line 15
DROP EXTENSION IF EXISTS "btree_gist";
-- line 14
DROP EXTENSION IF EXISTS "btree_gin";
-- line 13
DROP EXTENSION IF EXISTS "bloom";

-- shop.0002_step extensions/shop/migrations/0002_step.py [transaction: migration]
-- line 12
CREATE COLLATION "german" (locale="de-u-ks-level1", provider="icu", deterministic=false);
-- line 13
CREATE COLLATION "numeric" (locale="und-u-kn-true", provider="icu");
-- line 14
CREATE COLLATION "plain" (locale="C");
-- down
-- line 14
DROP COLLATION "plain";
-- line 13
DROP COLLATION "numeric";
-- line 12
DROP COLLATION "german";

-- shop.0003_step extensions/shop/migrations/0003_step.py [transaction: migration]
-- line 12
DROP COLLATION "plain";
-- down
-- line 12
CREATE COLLATION "plain" (locale="C");

