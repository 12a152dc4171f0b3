-- all-rules
-- migvet: allow syntax-error until 2020-01-31 -- the template is being replaced -- want: expired-suppression "until 2020-01-31 is reported again"
SELEC 1; -- want: syntax-error
-- migvet: allow syntax-error until 9999-12-31 -- the template is being replaced
SELEC 2;
-- migvet: allow syntax-error, unknown-table until 9999-12-31: both -- want: unused-suppression
SELEC 3;
SELEC 4; -- migvet: allow syntax-error until 2020-01-31 -- behind it -- want: expired-suppression, syntax-error
-- migvet: allow syntax-error until tomorrow -- no day -- want: unknown-suppression "'tomorrow' is no day"
SELEC 5; -- want: syntax-error
-- migvet: allow syntax-error until 2027-13-01 -- no month -- want: unknown-suppression
SELEC 6; -- want: syntax-error
-- migvet: allow syntax-error untilted -- the reason may begin with any word
SELEC 7;
