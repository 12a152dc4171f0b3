/* migvet: allow syntax-error */ SELEC 1; -- want: suppression-without-reason
/* migvet: allow syntax-error, unknown-table -- */ SELEC 2; -- want: suppression-without-reason
/* migvet: allow syntax-error until 9999-12-31 */ SELEC 3; -- want: suppression-without-reason
/* migvet: allow syntax-error -- a template */ SELEC 4;
/* migvet: allow syntax-error: a template */ SELEC 5;
/* migvet: allow syntax-error until 9999-12-31 -- a template */ SELEC 6;
