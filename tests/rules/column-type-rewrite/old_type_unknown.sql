-- incomplete
ALTER TABLE users ALTER COLUMN id TYPE bigint; -- want: column-type-rewrite "may rewrite"
