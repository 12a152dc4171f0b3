CREATE TABLE t (a text);
COPY t FROM PROGRAM 'curl example.org'; -- want: copy-program
