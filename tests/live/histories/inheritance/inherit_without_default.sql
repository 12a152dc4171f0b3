CREATE TABLE p (a int DEFAULT 5, b serial, c text);
CREATE TABLE c (a int, b int NOT NULL, c text DEFAULT 'own');
ALTER TABLE c INHERIT p;
CREATE TABLE g () INHERITS (c);
