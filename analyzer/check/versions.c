/* versions.c: the PostgreSQL majors that are judged. */
#include "migvet/config.h"

#include <stdlib.h>

/* One major at `*text`; moves behind it. */
static bool parse_major(const char **text, long *major, Error *err)
{
	char *end;

	*major = strtol(*text, &end, 10);
	if (end == *text)
		return mv_fail(err, "'%s' is not a PostgreSQL version: write 15, 14,17 or 14-18", *text);
	if (*major < MV_OLDEST_POSTGRES || *major > MV_NEWEST_POSTGRES)
		return mv_fail(err, "PostgreSQL %ld is not supported: known are %d to %d", *major, MV_OLDEST_POSTGRES,
			       MV_NEWEST_POSTGRES);
	if (*end == '.') /* 15.4: the minor version does not matter */
		strtol(end + 1, &end, 10);
	*text = end;
	return true;
}

bool mv_config_versions(Config *config, const char *text, Arena *arena, Error *err)
{
	bool wanted[MV_NEWEST_POSTGRES + 1] = { false };
	bool more;

	do {
		long from, to;

		if (!parse_major(&text, &from, err))
			return false;
		to = from;
		if (*text == '-') {
			text++;
			if (!parse_major(&text, &to, err))
				return false;
			if (to < from)
				return mv_fail(err, "PostgreSQL versions %ld-%ld: the range is the wrong way round", from, to);
		}
		for (long major = from; major <= to; major++)
			wanted[major] = true;
		more = *text == ',';
		text += more;
	} while (more);
	if (*text)
		return mv_fail(err, "'%s' does not belong to a PostgreSQL version: write 15, 14,17 or 14-18", text);
	config->versions_given = true;
	config->versions.count = 0;
	for (int major = MV_OLDEST_POSTGRES; major <= MV_NEWEST_POSTGRES; major++) {
		if (wanted[major])
			*VEC_PUSH(arena, &config->versions) = major;
	}
	return true;
}
