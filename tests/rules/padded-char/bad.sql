CREATE TABLE countries (
  code char(2) NOT NULL, -- want: padded-char "fills each value with blanks"
  flag character, -- want: padded-char
  name text
);
-- next migration
ALTER TABLE countries ADD COLUMN alpha3 character(3); -- want: padded-char
ALTER TABLE countries ALTER COLUMN name TYPE char(10); -- want: padded-char
