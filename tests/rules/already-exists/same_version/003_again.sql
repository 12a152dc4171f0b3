ALTER TABLE files ADD COLUMN backend text; -- want: already-exists
