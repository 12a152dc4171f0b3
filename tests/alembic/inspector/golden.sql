-- inspector_1 inspector/versions/0001_create.py [transaction: all]
-- line 10
CREATE TYPE user_kind AS ENUM ('a', 'b');
CREATE TABLE users (
	id SERIAL NOT NULL,
	email VARCHAR(100) NOT NULL,
	name VARCHAR(40),
	kind user_kind,
	PRIMARY KEY (id),
	UNIQUE (email)
);
CREATE INDEX ix_users_name ON users (name);
-- line 17
CREATE TABLE posts (
	id BIGSERIAL NOT NULL,
	user_id INTEGER,
	"old" TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
-- down
-- line 26
DROP TABLE posts;
-- line 27
DROP TABLE users;
-- line 28
DROP TYPE user_kind;

-- inspector_2 inspector/versions/0002_ask.py [transaction: all]
-- line 24
CREATE TABLE tags (
	id SERIAL NOT NULL,
	PRIMARY KEY (id)
);
-- line 28
ALTER TABLE posts ADD COLUMN "new" TEXT;
-- line 31
ALTER TABLE posts ALTER COLUMN "new" SET NOT NULL;
-- line 35
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
-- line 37
ALTER TABLE users DROP CONSTRAINT users_email_key;
-- line 40
DROP INDEX ix_users_name;
-- line 43
ALTER TABLE posts DROP CONSTRAINT posts_pkey;
-- line 47
ALTER TABLE users ALTER COLUMN email TYPE VARCHAR(200);
-- line 50
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
-- line 52
ALTER TYPE user_kind ADD VALUE 'c';
-- down
-- line 57
ALTER TABLE posts DROP COLUMN "new";
-- line 59
DROP TABLE tags;
-- line 60
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;

-- inspector_3 inspector/versions/0003_reflect.py [transaction: all]
-- line 10
ALTER TABLE posts ADD CONSTRAINT posts_users FOREIGN KEY(user_id) REFERENCES users (id);
-- line 14
ALTER TABLE posts DROP CONSTRAINT posts_users;
-- line 19
ALTER TABLE posts DROP COLUMN "old";
-- line 20
SELECT to_regclass('public.nothing');
-- line 23
ALTER TABLE tags ADD COLUMN name TEXT;
-- down
-- line 29
ALTER TABLE tags DROP COLUMN name;
-- line 30
ALTER TABLE posts ADD COLUMN "old" TEXT;

