/*
 * python_strings.h: is a place in a Python file inside of a string? Asked about
 * files that hold a directive, whether or not they could be parsed.
 */
#ifndef MIGVET_CHECK_PYTHON_STRINGS_H
#define MIGVET_CHECK_PYTHON_STRINGS_H

#include "migvet/base.h"

/* How far one pass over a text has come; zero is its start. */
typedef struct PythonStrings {
	size_t at;
	char quote;  /* of the string around `at`; 0: none */
	bool triple;
} PythonStrings;

/* Places must be asked for in the order of the text. */
bool mv_python_in_string(PythonStrings *strings, Str text, size_t place);

#endif
