CREATE TABLE users (name varchar, email text, code char(2), bits varbit(5));
