CREATE TABLE a (id uuid PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY, token uuid DEFAULT gen_random_uuid());
