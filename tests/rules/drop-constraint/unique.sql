CREATE TABLE seats (id bigint CONSTRAINT seats_id PRIMARY KEY, hall int, place int, label text, CONSTRAINT seat_once UNIQUE (hall, place));
CREATE TABLE likes (id bigint PRIMARY KEY, who int, what int, CONSTRAINT like_once UNIQUE (who, what));
CREATE TABLE tags (id bigint CONSTRAINT tags_id PRIMARY KEY, name text, CONSTRAINT tag_once UNIQUE (name), CONSTRAINT tag_in_order UNIQUE (name, id));
CREATE TABLE rooms (id bigint PRIMARY KEY, hall int, place int, CONSTRAINT room_once UNIQUE (hall));
CREATE UNIQUE INDEX some_rooms ON rooms (hall) WHERE place > 1;
-- next migration
-- the primary key is on the same columns, in another order and in the same statement
ALTER TABLE likes DROP COLUMN id, ADD PRIMARY KEY (what, who), DROP CONSTRAINT like_once;
-- next migration
-- fewer columns that are unique already say more
ALTER TABLE tags DROP CONSTRAINT tag_in_order;
-- next migration
ALTER TABLE tags DROP CONSTRAINT tag_once; -- want: drop-constraint "duplicates may come in"
-- next migration
-- a partial index is no substitute
ALTER TABLE rooms DROP CONSTRAINT room_once; -- want: drop-constraint
-- next migration
ALTER TABLE seats DROP CONSTRAINT seats_id; -- want: drop-constraint "duplicate keys may come in"
