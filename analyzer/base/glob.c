/* glob.c: path patterns. */
#include "migvet/base.h"

#include <string.h>

/*
 * Steps are bounded, so that a hostile pattern (`*a*a*a*a*...`) cannot hang
 * the run: a pattern that needs more is taken not to match.
 */
enum { MOST_STEPS = 100000, DEEPEST = 32 };

typedef struct Matcher {
	unsigned steps;
} Matcher;

static bool match(Matcher *m, const char *p, const char *s, unsigned depth);

/* [abc], [a-z], [!x]; returns the position behind ']' or NULL when it is not a set. */
static const char *match_set(const char *p, char c, bool *matched)
{
	bool negated = *p == '!' || *p == '^', found = false;
	const char *start;

	if (negated)
		p++;
	for (start = p; *p && (*p != ']' || p == start); p++) {
		if (p[1] == '-' && p[2] && p[2] != ']') {
			found = found || (c >= p[0] && c <= p[2]);
			p += 2;
		} else {
			found = found || c == *p;
		}
	}
	if (*p != ']')
		return NULL;
	*matched = found != negated && c != '/';
	return p + 1;
}

/* {a,b}rest: tries each alternative followed by rest. */
static bool match_alternatives(Matcher *m, const char *p, const char *s, unsigned depth)
{
	const char *close = strchr(p, '}'), *from = p + 1;
	char text[512];

	if (!close || depth >= DEEPEST)
		return *s == '{' && match(m, p + 1, s + 1, depth + 1);
	while (from <= close) {
		size_t len = strcspn(from, ",}"), rest = strlen(close + 1);

		if (len + rest + 1 > sizeof text)
			return false;
		memcpy(text, from, len);
		memcpy(text + len, close + 1, rest + 1);
		if (match(m, text, s, depth + 1))
			return true;
		from += len + 1;
	}
	return false;
}

static bool match(Matcher *m, const char *p, const char *s, unsigned depth)
{
	for (; *p; p++, s++) {
		bool in_set;
		const char *behind;

		if (++m->steps > MOST_STEPS || depth >= DEEPEST)
			return false;
		switch (*p) {
		case '*': {
			bool deep = p[1] == '*';

			p += deep ? 2 : 1;
			/* a leading or inner double star with its slash also stands for no directory at all */
			if (deep && *p == '/' && match(m, p + 1, s, depth + 1))
				return true;
			for (;; s++) {
				if (match(m, p, s, depth + 1))
					return true;
				if (!*s || (!deep && *s == '/') || m->steps > MOST_STEPS)
					return false;
			}
		}
		case '?':
			if (!*s || *s == '/')
				return false;
			break;
		case '[':
			behind = *s ? match_set(p + 1, *s, &in_set) : NULL;
			if (behind) {
				if (!in_set)
					return false;
				p = behind - 1;
				break;
			}
			if (*s != '[')
				return false;
			break;
		case '{':
			return match_alternatives(m, p, s, depth);
		default:
			if (*p != *s)
				return false;
			break;
		}
	}
	return *s == '\0';
}

bool mv_glob_match(const char *pattern, const char *path)
{
	Matcher m = { 0 };

	return match(&m, pattern, path, 0);
}
