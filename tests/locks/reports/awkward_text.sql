-- Names and texts that do not belong on a terminal, and characters of several bytes.
CREATE TABLE "we
ird" (id int);
ALTER TABLE notes ADD COLUMN "größe" text DEFAULT 'äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü';
COMMENT ON TABLE notes IS '[31m';
