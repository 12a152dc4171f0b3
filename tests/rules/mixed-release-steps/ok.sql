CREATE TABLE users (id bigint PRIMARY KEY, mail text, name text, kind text, age int, code text);
CREATE TABLE logs (id bigint PRIMARY KEY, line text);
CREATE TABLE tags (id bigint PRIMARY KEY, line text);
CREATE TABLE notes (id bigint PRIMARY KEY, line text);
-- next migration
-- expand
ALTER TABLE users ADD COLUMN contact text;
UPDATE users SET contact = mail WHERE id = 1;
-- next migration
-- contract
ALTER TABLE users DROP COLUMN mail;
-- next migration
-- not its replacement: another type, another word, not read
ALTER TABLE users ADD COLUMN name_id bigint, ADD COLUMN surname text, ADD COLUMN x text;
UPDATE users SET x = kind WHERE id = 1;
ALTER TABLE users DROP COLUMN name;
-- next migration
-- the column of another table
ALTER TABLE users ADD COLUMN z text;
UPDATE users SET z = n.line FROM notes n WHERE n.id = users.id;
ALTER TABLE notes ADD COLUMN q text;
ALTER TABLE users DROP COLUMN code;
-- next migration
-- into a column that was there before
UPDATE users SET x = age WHERE id = 1;
ALTER TABLE users DROP COLUMN age;
-- next migration
-- rebuilt under its own name: running code finds it
CREATE TABLE logs_new (id bigint PRIMARY KEY, line text);
INSERT INTO logs_new SELECT id, line FROM logs;
DROP TABLE logs;
ALTER TABLE logs_new RENAME TO logs;
-- next migration
-- a view of the old name
CREATE TABLE labels (id bigint PRIMARY KEY, line text);
INSERT INTO labels SELECT id, line FROM tags;
DROP TABLE tags;
CREATE VIEW tags AS SELECT * FROM labels;
-- next migration
-- both new to everybody
CREATE TABLE a (id bigint, x text);
ALTER TABLE a ADD COLUMN x_new text;
UPDATE a SET x_new = x;
ALTER TABLE a DROP COLUMN x;
ALTER TABLE users ADD COLUMN draft text;
ALTER TABLE users ADD COLUMN draft_text text;
UPDATE users SET draft_text = draft WHERE id = 1;
ALTER TABLE users DROP COLUMN draft;
-- next migration
-- swapped: the name stays
ALTER TABLE users ADD COLUMN kind_new text;
UPDATE users SET kind_new = kind WHERE id = 1;
ALTER TABLE users RENAME COLUMN kind TO kind_old;
ALTER TABLE users RENAME COLUMN kind_new TO kind;
-- next migration
ALTER TABLE users ADD COLUMN contact_new varchar(20);
UPDATE users SET contact_new = contact WHERE id = 1;
ALTER TABLE users DROP COLUMN contact;
ALTER TABLE users RENAME COLUMN contact_new TO contact;
-- next migration
-- made anew under its own name, by way of a copy
ALTER TABLE notes RENAME TO notes_old;
CREATE TABLE notes (id bigint PRIMARY KEY, line text);
INSERT INTO notes SELECT id, line FROM notes_old;
DROP TABLE notes_old;
-- next migration
-- a name alone does not tell what a rename is about
ALTER TABLE logs ADD COLUMN first_line text;
ALTER TABLE logs RENAME COLUMN line TO last_line;
