-- all-rules
-- migvet: allow-file unused-suppression -- a snippet that several files share
-- migvet: allow syntax-error
SELECT 1;
