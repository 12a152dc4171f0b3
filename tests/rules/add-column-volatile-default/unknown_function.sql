-- incomplete
ALTER TABLE t ADD COLUMN e text DEFAULT our_token(); -- want: add-column-volatile-default "may rewrite"
