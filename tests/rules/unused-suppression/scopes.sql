-- all-rules
-- migvet: allow syntax-error -- covers the statement below
SELEC
  1;
-- migvet: allow syntax-error -- of no use here -- want: unused-suppression
SELECT 1;
SELEC 2; -- migvet: allow syntax-error -- the same line
SELECT 2; -- migvet: allow syntax-error -- of no use -- want: unused-suppression
/* migvet: allow syntax-error */ SELEC 3;
-- migvet: allow syntax-error, unknown-table -- only one of them is found -- want: unused-suppression
-- a line of comment between does not matter
SELEC 4;
-- migvet: allow tooling -- a category covers its rules
SELEC 5;
-- migvet: allow tooling -- a category that is of no use is left alone: it may be about this comment
SELECT 5;
-- migvet: allow syntax-error because a reason needs no dashes
SELEC 6;
-- migvet: allow syntax-error -- an empty line ends the comment block -- want: unused-suppression

SELEC 7; -- want: syntax-error
