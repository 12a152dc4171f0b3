/* python_strings.c: Python's strings and comments, as far as telling them apart needs. */
#include "python_strings.h"

static bool three(Str text, size_t at)
{
	return text.len - at >= 3 && text.ptr[at] == text.ptr[at + 1] && text.ptr[at] == text.ptr[at + 2];
}

/* A raw string's backslash keeps the quote from ending it as well. */
static void step_inside(PythonStrings *strings, Str text)
{
	char c = text.ptr[strings->at];

	if (c == '\\') {
		strings->at += 2;
	} else if (c == strings->quote && (!strings->triple || three(text, strings->at))) {
		strings->at += strings->triple ? 3 : 1;
		strings->quote = 0;
	} else {
		/* one that does not end on its line is an error, and must not take the rest of the file with it */
		if (c == '\n' && !strings->triple)
			strings->quote = 0;
		strings->at++;
	}
}

static void step_outside(PythonStrings *strings, Str text)
{
	char c = text.ptr[strings->at];

	if (c == '#') {
		while (strings->at < text.len && text.ptr[strings->at] != '\n')
			strings->at++;
	} else if (c == '"' || c == '\'') {
		strings->quote = c;
		strings->triple = three(text, strings->at);
		strings->at += strings->triple ? 3 : 1;
	} else {
		strings->at++;
	}
}

bool mv_python_in_string(PythonStrings *strings, Str text, size_t place)
{
	while (strings->at < place && strings->at < text.len) {
		if (strings->quote)
			step_inside(strings, text);
		else
			step_outside(strings, text);
	}
	return strings->quote != 0;
}
