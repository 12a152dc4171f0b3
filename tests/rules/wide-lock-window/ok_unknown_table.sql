-- transaction: file
-- what the first statement locked by name alone is the table that the second knows
ALTER TABLE m.span RENAME COLUMN id TO span_id;
ALTER TABLE m.span ALTER COLUMN span_id DROP IDENTITY;
