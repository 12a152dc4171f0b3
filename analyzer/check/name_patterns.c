/* name_patterns.c: what a team wants names to look like: templates and regular expressions. */
#include "migvet/facts.h"

#include <regex.h>
#include <string.h>

/* Longer names are cut off by PostgreSQL. */
enum { NAME_BYTES = 63, LONGEST_PATTERN = 500 };

typedef struct Part {
	const char *placeholder;
	size_t offset; /* in GivenName */
} Part;
static const Part parts[] = {
	{ "{table}", offsetof(GivenName, table) },	     { "{columns}", offsetof(GivenName, columns) },
	{ "{column}", offsetof(GivenName, columns) },	     { "{referenced}", offsetof(GivenName, referenced) },
	{ "{name}", offsetof(GivenName, name) },
};

static const Part *part_at(const char *text)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (strncmp(text, parts[i].placeholder, strlen(parts[i].placeholder)) == 0)
			return &parts[i];
	}
	return NULL;
}

static bool is_template(const char *pattern)
{
	for (; *pattern; pattern++) {
		if (*pattern == '{' && part_at(pattern))
			return true;
	}
	return false;
}

char *mv_name_from_template(Arena *arena, const char *pattern, const GivenName *given)
{
	StrBuf text = { 0 };
	char *name = NULL;

	if (!is_template(pattern))
		return NULL;
	for (const char *at = pattern; *at;) {
		const Part *part = *at == '{' ? part_at(at) : NULL;
		const char *value;

		if (!part) {
			mv_buf_addc(&text, *at++);
			continue;
		}
		memcpy(&value, (const char *)given + part->offset, sizeof value);
		if (!value)
			goto out;
		mv_buf_adds(&text, value);
		at += strlen(part->placeholder);
	}
	name = mv_arena_strndup(arena, text.ptr, text.len > NAME_BYTES ? NAME_BYTES : text.len);
out:
	mv_buf_release(&text);
	return name;
}

bool mv_name_fits(const RuleContext *context, const char *pattern, const GivenName *given)
{
	const char *wanted = mv_name_from_template(context->arena, pattern, given);
	regex_t regex;
	bool fits;

	if (!given->name)
		return true;
	if (wanted || is_template(pattern))
		return !wanted || strcmp(wanted, given->name) == 0;
	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		return true;
	fits = regexec(&regex, given->name, 0, NULL, 0) == 0;
	regfree(&regex);
	return fits;
}

bool mv_pattern_check(const char *pattern, Error *err)
{
	regex_t regex;
	char why[200];
	int code;

	if (strlen(pattern) > LONGEST_PATTERN)
		return mv_fail(err, "it is longer than %d bytes", LONGEST_PATTERN);
	if (is_template(pattern))
		return true;
	code = regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB);
	if (code == 0) {
		regfree(&regex);
		return true;
	}
	regerror(code, &regex, why, sizeof why);
	return mv_fail(err, "%s", why);
}
