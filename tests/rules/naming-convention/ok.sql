CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, age int CONSTRAINT users_age_check CHECK (age > 18));
CREATE TABLE user_data (id bigint CONSTRAINT user_data_pkey PRIMARY KEY);
CREATE INDEX users_email_idx ON users (email);
CREATE INDEX anything ON users (lower(email));
CREATE UNIQUE INDEX users_email_age_key ON users (email, age);
ALTER TABLE users ADD CONSTRAINT fk_users_user_data_id FOREIGN KEY (id) REFERENCES user_data;
CREATE VIEW v_users AS SELECT 1 AS one;
CREATE TEMPORARY TABLE "Tmp" (id int);
CREATE SCHEMA app;
