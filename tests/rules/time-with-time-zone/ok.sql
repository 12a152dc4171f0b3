CREATE TABLE shifts (starts time, ends timestamptz);
