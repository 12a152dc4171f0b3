CREATE TABLE {{ index .Options "Namespace" }}.users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON {{ index .Options "Namespace" }}.users (email);
-- next migration
CREATE INDEX users_email_2 ON "{{ index .Options "Namespace" }}".users (email); -- want: index-not-concurrent
