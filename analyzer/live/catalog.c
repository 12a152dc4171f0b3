/* catalog.c: the texts of catalog.h for one server. */
#include "catalog.h"

#include <string.h>

/* "{14?" : the number, or 0 */
static int condition_at(const char *text)
{
	if (text[0] != '{' || text[1] < '0' || text[1] > '9' || text[2] < '0' || text[2] > '9' || text[3] != '?')
		return 0;
	return (text[1] - '0') * 10 + (text[2] - '0');
}

static void expand(StrBuf *out, const char *sql, int version, const char *main_role)
{
	enum { DEEPEST = 8 };
	bool outer[DEEPEST], first[DEEPEST], written = true;
	unsigned depth = 0;

	while (*sql) {
		int since = depth < DEEPEST ? condition_at(sql) : 0;

		if (since) {
			outer[depth] = written;
			first[depth] = version >= since;
			written = written && first[depth];
			depth++;
			sql += 4;
		} else if (depth && strncmp(sql, "?:", 2) == 0) {
			written = outer[depth - 1] && !first[depth - 1];
			sql += 2;
		} else if (depth && strncmp(sql, "?}", 2) == 0) {
			written = outer[--depth];
			sql += 2;
		} else if (strncmp(sql, "{main}", 6) == 0) {
			if (written)
				mv_buf_adds(out, main_role);
			sql += 6;
		} else {
			if (written)
				mv_buf_addc(out, *sql);
			sql++;
		}
	}
}

void mv_catalog_expand(StrBuf *out, const CatalogPart *part, int version, const char *main_role)
{
	expand(out, part->sql, version, main_role);
	if (part->more)
		expand(out, part->more, version, main_role);
}
