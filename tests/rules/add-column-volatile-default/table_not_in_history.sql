-- incomplete
ALTER TABLE IF EXISTS identities ADD COLUMN IF NOT EXISTS id uuid DEFAULT gen_random_uuid(); -- want: add-column-volatile-default "differs from row to row rewrites"
