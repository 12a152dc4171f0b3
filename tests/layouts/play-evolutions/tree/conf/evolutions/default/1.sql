# --- !Ups
CREATE TABLE a (id int);
# --- !Downs
DROP TABLE a;
