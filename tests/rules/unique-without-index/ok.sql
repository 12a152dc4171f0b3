CREATE TABLE users (id bigint NOT NULL, email text);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE UNIQUE INDEX users_id ON users (id);
-- next migration
ALTER TABLE users ADD CONSTRAINT users_email UNIQUE USING INDEX users_email;
ALTER TABLE users ADD CONSTRAINT users_id PRIMARY KEY USING INDEX users_id;
-- a rewrite is another story
ALTER TABLE users ADD COLUMN number bigserial UNIQUE;
CREATE TABLE fresh (id bigint, email text);
ALTER TABLE fresh ADD PRIMARY KEY (id);
ALTER TABLE fresh ADD UNIQUE (email);
