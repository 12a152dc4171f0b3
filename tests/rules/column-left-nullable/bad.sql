CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, nick text);
-- next migration
ALTER TABLE users ADD COLUMN active boolean; -- want: column-left-nullable "every row of it was filled"
ALTER TABLE users ADD COLUMN made timestamptz, -- want: column-left-nullable
	ADD COLUMN shown text; -- want: column-left-nullable
UPDATE users SET active = true WHERE active IS NULL;
UPDATE users SET made = now(), id = id;
-- next migration
UPDATE users SET shown = 'x' || name;
-- nullable for now
ALTER TABLE users ADD COLUMN score integer; -- want: column-left-nullable "was to be filled"
ALTER TABLE users ADD COLUMN level integer; -- not null later -- want: column-left-nullable "was to be filled"
ALTER TABLE users ADD COLUMN rank integer; -- want: column-left-nullable "was to be filled"
COMMENT ON COLUMN users.rank IS 'set not null when all are filled';
-- next migration
SELECT 1;
