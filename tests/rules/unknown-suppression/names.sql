-- migvet: allow syntax-eror -- a typo -- want: unknown-suppression
CREATE TABLE a (id bigint);
-- migvet: alow syntax-error -- want: unknown-suppression
CREATE TABLE b (id bigint);
-- migvet: allow -- want: unknown-suppression
CREATE TABLE c (id bigint);
-- migvet: -- want: unknown-suppression
CREATE TABLE d (id bigint);
/* migvet: allow-file nothing */ -- want: unknown-suppression
-- migvet: allow correctness, tooling -- known: a category
CREATE TABLE e (id bigint); -- not a directive: migvet: whatever
INSERT INTO notes VALUES ('see migvet: elsewhere');
