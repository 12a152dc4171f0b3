CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz, note text, tags text[]);
CREATE UNIQUE INDEX ON orders (user_id);
CREATE INDEX ON orders (user_id, at);
CREATE INDEX ON orders (at DESC);
CREATE INDEX ON orders (at, note);
CREATE INDEX ON orders (note) WHERE note <> '';
CREATE INDEX ON orders (note, id);
CREATE INDEX ON orders (note text_pattern_ops);
CREATE INDEX ON orders (lower(note));
CREATE INDEX ON orders USING hash (note);
CREATE INDEX ON orders USING gin (tags);
-- next migration
-- replaced
CREATE INDEX i1 ON orders (at);
DROP INDEX i1;
