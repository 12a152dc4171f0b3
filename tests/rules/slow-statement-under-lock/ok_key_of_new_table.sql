-- transaction: file
CREATE TABLE projects (id bigint PRIMARY KEY);
CREATE TABLE observations (id bigint PRIMARY KEY);
CREATE VIEW shown AS SELECT id FROM projects;
-- next migration
ALTER TABLE observations ADD COLUMN prompt_id bigint;
CREATE TABLE prompts (id bigint PRIMARY KEY, project_id bigint NOT NULL);
ALTER TABLE prompts ADD CONSTRAINT prompts_project FOREIGN KEY (project_id) REFERENCES projects (id);
-- next migration
-- a view that goes is not a table that is blocked
DROP VIEW shown;
CREATE TABLE copies AS SELECT id FROM projects;
