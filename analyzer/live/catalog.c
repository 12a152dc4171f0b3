/* catalog.c: the texts of catalog.h for one server. */
#include "catalog.h"

#include <string.h>

/* A name that no kind has would be a mistake in the texts: then it is asked for, too. */
static bool has_kind(const CatalogFacts *facts, const char *name, size_t length)
{
	for (size_t i = 0; facts->kinds && mv_catalog_kinds[i].name; i++) {
		if (strlen(mv_catalog_kinds[i].name) == length && memcmp(mv_catalog_kinds[i].name, name, length) == 0)
			return facts->kinds[i] != '0';
	}
	return true;
}

bool mv_catalog_wants(const CatalogPart *part, const CatalogFacts *facts)
{
	return part->since <= facts->version && (!part->kind || has_kind(facts, part->kind, strlen(part->kind)));
}

/* "{14?", "{view?": its length, or 0. */
static size_t condition_at(const char *text, const CatalogFacts *facts, bool *holds)
{
	size_t length = text[0] == '{' ? strspn(text + 1, "abcdefghijklmnopqrstuvwxyz_0123456789") : 0;

	if (!length || text[length + 1] != '?')
		return 0;
	*holds = text[1] >= '0' && text[1] <= '9' ? facts->version >= (text[1] - '0') * 10 + (text[2] - '0') : has_kind(facts, text + 1, length);
	return length + 2;
}

static void expand(StrBuf *out, const char *sql, const CatalogFacts *facts)
{
	enum { DEEPEST = 8 };
	bool outer[DEEPEST], first[DEEPEST], written = true;
	unsigned depth = 0;

	while (*sql) {
		bool holds = false;
		size_t condition = depth < DEEPEST ? condition_at(sql, facts, &holds) : 0;

		if (condition) {
			outer[depth] = written;
			first[depth] = holds;
			written = written && holds;
			depth++;
			sql += condition;
		} else if (depth && strncmp(sql, "?:", 2) == 0) {
			written = outer[depth - 1] && !first[depth - 1];
			sql += 2;
		} else if (depth && strncmp(sql, "?}", 2) == 0) {
			written = outer[--depth];
			sql += 2;
		} else if (strncmp(sql, "{main}", 6) == 0) {
			if (written)
				mv_buf_adds(out, facts->main_role);
			sql += 6;
		} else {
			if (written)
				mv_buf_addc(out, *sql);
			sql++;
		}
	}
}

void mv_catalog_expand(StrBuf *out, const CatalogPart *part, const CatalogFacts *facts)
{
	expand(out, part->sql, facts);
	if (part->more)
		expand(out, part->more, facts);
}
