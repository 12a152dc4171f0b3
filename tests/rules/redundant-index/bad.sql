CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz, note text, UNIQUE (note));
CREATE INDEX orders_user ON orders (user_id); -- want: redundant-index "'orders_user_at' starts with the same keys"
CREATE INDEX orders_user_at ON orders (user_id, at);
CREATE INDEX orders_note ON orders (note); -- want: redundant-index
CREATE INDEX orders_at ON orders (at);
CREATE INDEX orders_at_again ON orders (at); -- want: redundant-index "keep index 'orders_at_again' up to date for nothing"
-- next migration
CREATE INDEX orders_note_at ON orders (note, at);
