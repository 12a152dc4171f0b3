-- constants that were stored as labels of an enum follow the label
CREATE TYPE mood AS ENUM ('sad', 'so so', 'it''s ok');
CREATE TABLE t (id integer, m mood DEFAULT 'sad', CHECK (m <> 'sad' OR id > 3), CHECK (m IN ('sad', 'so so')), other mood DEFAULT 'it''s ok'::mood, plain text DEFAULT 'sad');
CREATE INDEX ON t (id) WHERE m = 'sad';
CREATE VIEW v AS SELECT *, 'sad'::mood AS always FROM t WHERE m = ANY (ARRAY['sad'::mood, 'so so']) AND plain = 'sad';
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
ALTER TYPE mood RENAME VALUE 'it''s ok' TO 'o''key';
ALTER TYPE mood ADD VALUE 'sad' BEFORE 'blue';
ALTER TYPE mood RENAME TO feeling;
ALTER TABLE t ADD late feeling DEFAULT 'blue';
