CREATE TABLE countries (code text, name varchar(10), kind "char");
