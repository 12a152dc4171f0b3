/* alembic_ini.c: where alembic.ini and pyproject.toml say that revisions are. */
#include "families.h"

#include <string.h>

typedef struct IniSection {
	Str script_location, version_locations, separator;
	bool recursive;
} IniSection;

/* "%(here)s" is the directory of the file, "%%" a percent sign; NULL when something else is interpolated. */
static const char *expand(Discovery *d, Str value, const char *here)
{
	StrBuf buf = { 0 };
	const char *result = NULL;
	size_t i = 0;

	while (i < value.len) {
		if (mv_str_starts(mv_str_slice(value, i, value.len), STR("%(here)s"))) {
			mv_buf_adds(&buf, here);
			i += strlen("%(here)s");
		} else if (value.ptr[i] == '%' && i + 1 < value.len && value.ptr[i + 1] == '%') {
			mv_buf_addc(&buf, '%');
			i += 2;
		} else if (value.ptr[i] == '%' && i + 1 < value.len && value.ptr[i + 1] == '(') {
			break;
		} else {
			mv_buf_addc(&buf, value.ptr[i++]);
		}
	}
	if (i == value.len)
		result = mv_buf_to_arena(&buf, d->arena);
	mv_buf_release(&buf);
	return result;
}

/* "scripts", "%(here)s/scripts", "package:scripts": the directory, resolved; NULL when there is none. */
static const char *location(Discovery *d, Str value, const char *here)
{
	const char *text = expand(d, mv_str_trim(value), here), *colon, *found;

	if (!text || !*text)
		return NULL;
	colon = strchr(text, ':');
	if (colon) {
		char *package = mv_arena_strndup(d->arena, text, (size_t)(colon - text));

		for (char *p = package; *p; p++) {
			if (*p == '.')
				*p = '/';
		}
		text = mv_arena_format(d->arena, "%s/%s", package, colon + 1);
	}
	/* relative to where Alembic is run: beside the file, or at the top of the repository */
	found = mv_resolve(d, here, text);
	if (!found && text[0] != '/')
		found = mv_resolve(d, mv_join(d, here, "src"), text);
	if (!found && text[0] != '/')
		found = mv_resolve(d, d->root->bound, text);
	return found;
}

static void add_location(Discovery *d, AlembicTree *tree, Str value, const char *here)
{
	const char *path = location(d, value, here);

	for (uint32_t i = 0; path && i < tree->versions.count; i++) {
		if (strcmp(tree->versions.items[i], path) == 0)
			return;
	}
	if (path)
		*VEC_PUSH(d->arena, &tree->versions) = path;
}

static void split_locations(Discovery *d, AlembicTree *tree, Str list, Str separator, const char *here)
{
	/* not said: blanks and commas, as ever */
	const char *separators = ", \t\r\n";
	size_t start = 0;

	if (mv_str_eq(separator, STR(":")) || mv_str_eq(separator, STR("os")))
		separators = ":\r\n";
	else if (mv_str_eq(separator, STR(";")))
		separators = ";\r\n";
	else if (mv_str_eq(separator, STR("newline")))
		separators = "\r\n";
	for (size_t i = 0; i <= list.len; i++) {
		if (i < list.len && !memchr(separators, list.ptr[i], strlen(separators)))
			continue;
		if (mv_str_trim(mv_str_slice(list, start, i)).len)
			add_location(d, tree, mv_str_slice(list, start, i), here);
		start = i + 1;
	}
}

static void add_tree(Discovery *d, const IniSection *section, const char *here, AlembicTreeVec *trees)
{
	AlembicTree tree = { .configured = true, .recursive = section->recursive, .config_directory = here };

	if (!section->script_location.len)
		return;
	tree.script = location(d, section->script_location, here);
	if (!tree.script)
		return;
	split_locations(d, &tree, section->version_locations, section->separator, here);
	*VEC_PUSH(d->arena, trees) = tree;
}

/* The value of "key = value" with the indented lines that continue it. */
static bool ini_value(Str line, Str rest, const char *key, Str *value)
{
	size_t len = strlen(key);
	Str next, after, text = line;

	if (!mv_str_starts(line, mv_str(key)))
		return false;
	line = mv_str_trim(mv_str_slice(line, len, line.len));
	if (!line.len || (line.ptr[0] != '=' && line.ptr[0] != ':'))
		return false;
	for (after = rest; mv_str_next_line(&after, &next) && next.len && (next.ptr[0] == ' ' || next.ptr[0] == '\t');)
		text.len = (size_t)(next.ptr + next.len - text.ptr);
	text = mv_str_slice(text, (size_t)(line.ptr - text.ptr) + 1, text.len);
	*value = mv_str_trim(text);
	return true;
}

static bool truth(Str value)
{
	return mv_str_eq_case(value, STR("true")) || mv_str_eq_case(value, STR("yes")) || mv_str_eq_case(value, STR("on")) ||
	       mv_str_eq(value, STR("1"));
}

void mv_alembic_ini_read(Discovery *d, File *file, AlembicTreeVec *trees)
{
	const char *here = mv_path_parent(d, mv_file_path(d, file));
	IniSection section = { 0 };
	Str rest, line, value;

	if (!mv_file_source(d, file))
		return;
	for (rest = file->source->text; mv_str_next_line(&rest, &line);) {
		if (line.len && line.ptr[0] == '[') {
			add_tree(d, &section, here, trees);
			section = (IniSection){ 0 };
		}
		if (ini_value(line, rest, "script_location", &value))
			section.script_location = value;
		else if (ini_value(line, rest, "version_locations", &value))
			section.version_locations = value;
		else if (ini_value(line, rest, "version_path_separator", &value) || ini_value(line, rest, "path_separator", &value))
			section.separator = value;
		else if (ini_value(line, rest, "recursive_version_locations", &value))
			section.recursive = truth(value);
	}
	add_tree(d, &section, here, trees);
}

/* The texts of "key = ["a", "b"]", which may take several lines, or of "key = "a"". */
static void toml_texts(Discovery *d, Str table, const char *key, AlembicTree *tree, const char *here)
{
	size_t at = 0, end;
	bool list;

	for (; (at = mv_str_find(table, mv_str(key), at)) != SIZE_MAX; at++) {
		if (at == 0 || table.ptr[at - 1] == '\n')
			break;
	}
	if (at == SIZE_MAX)
		return;
	at = mv_str_find(table, STR("="), at);

	if (at == SIZE_MAX)
		return;
	table = mv_str_slice(table, at + 1, table.len);
	list = mv_str_starts(mv_str_trim(table), STR("["));
	end = mv_str_find(table, list ? STR("]") : STR("\n"), 0);
	table = mv_str_slice(table, 0, end == SIZE_MAX ? table.len : end);
	for (size_t i = 0; i < table.len; i++) {
		if (table.ptr[i] != '"' && table.ptr[i] != '\'')
			continue;
		end = mv_str_find(table, mv_str_slice(table, i, i + 1), i + 1);
		if (end == SIZE_MAX)
			return;
		if (strcmp(key, "script_location") == 0)
			tree->script = location(d, mv_str_slice(table, i + 1, end), here);
		else
			add_location(d, tree, mv_str_slice(table, i + 1, end), here);
		i = end;
	}
}

void mv_alembic_pyproject_read(Discovery *d, File *file, AlembicTreeVec *trees)
{
	const char *here = mv_path_parent(d, mv_file_path(d, file));
	AlembicTree tree = { .configured = true, .config_directory = here };
	Str table;
	size_t at, end;

	if (!mv_file_source(d, file))
		return;
	table = file->source->text;
	at = mv_str_find(table, STR("[tool.alembic]"), 0);
	if (at == SIZE_MAX)
		return;
	table = mv_str_slice(table, at + strlen("[tool.alembic]"), table.len);
	end = mv_str_find(table, STR("\n["), 0);
	table = mv_str_slice(table, 0, end == SIZE_MAX ? table.len : end);
	toml_texts(d, table, "script_location", &tree, here);
	toml_texts(d, table, "version_locations", &tree, here);
	at = mv_str_find(table, STR("\nrecursive_version_locations"), 0);
	end = at == SIZE_MAX ? at : mv_str_find(table, STR("\n"), at + 1);
	if (at != SIZE_MAX)
		tree.recursive = mv_str_find(mv_str_slice(table, at, end == SIZE_MAX ? table.len : end), STR("true"), 0) != SIZE_MAX;
	if (tree.script)
		*VEC_PUSH(d->arena, trees) = tree;
}
