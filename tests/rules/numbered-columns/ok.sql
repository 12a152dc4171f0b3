CREATE TABLE users (id bigint, address1 text, address2 text, sha256 text, md5 text, x10 int, y10 int);
