ALTER TABLE files ADD COLUMN backend text;
