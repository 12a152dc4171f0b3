/* terminal.c: may output use colour and box characters? */
#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

bool mv_terminal_color(const char *choice, bool is_file)
{
	const char *term = getenv("TERM"), *force = getenv("CLICOLOR_FORCE");

	if (choice && strcmp(choice, "auto") != 0)
		return strcmp(choice, "always") == 0;
	if (is_set("NO_COLOR"))
		return false;
	if ((force && *force && strcmp(force, "0") != 0) || is_set("FORCE_COLOR"))
		return !is_file;
	return !is_file && isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

bool mv_terminal_unicode(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	/* the first that is set decides, as for the C library */
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strstr(value, "UTF-8") || strstr(value, "utf8") || strstr(value, "UTF8") ||
			       strstr(value, "utf-8");
	}
	return false;
}
