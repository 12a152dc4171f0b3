CREATE TABLE t (a text);
COPY t FROM '/tmp/x';
