-- all-rules
-- Django's ADD .. DEFAULT and DROP DEFAULT: one story
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE users ADD COLUMN a text NOT NULL DEFAULT 'x';
ALTER TABLE users ALTER COLUMN a DROP DEFAULT; -- want: add-required-column
