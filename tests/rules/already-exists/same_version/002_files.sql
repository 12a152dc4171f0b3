-- two files of one version: the runner may know only one of them
ALTER TABLE files ADD COLUMN backend text;
