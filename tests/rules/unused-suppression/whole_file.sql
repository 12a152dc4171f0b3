-- all-rules
-- migvet: allow-file syntax-error -- a template
SELEC 1;
SELECT 1;
SELEC 2;
/* migvet: allow-file unknown-column */ -- want: unused-suppression
