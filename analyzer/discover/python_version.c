/*
 * python_version.c: the version of a framework that a project asks for: lock
 * files say it exactly, requirements give bounds, installed packages are there.
 */
#include "families.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/* The versions whose DDL is known apart. */
static const char *const django_versions[] = { "3.2", "4.0", "4.1", "4.2", "5.0", "5.1", "5.2", "6.0", NULL };
static const char *const sqlalchemy_versions[] = { "1.3", "1.4", "2.0", "2.1", NULL };

/* Requirement files in the order of how much they know. */
static const char *const locks[] = { "uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock" };
static const char *const requirements[] = {
	"requirements.txt", "requirements/base.txt", "requirements/common.txt", "requirements/main.txt",
	"requirements/production.txt", "requirements/prod.txt", "requirements/default.txt", "requirements/requirements.txt",
	"base_requirements.txt", "requirements.in", "requirements/base.in", "constraints.txt", "pyproject.toml", "setup.cfg",
	"setup.py", "Pipfile",
};

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool name_character(char c)
{
	return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.';
}

/* "4.2" of "4.2.16"; NULL when there is no second number. */
static const char *series(Discovery *d, Str version)
{
	size_t end = 0;

	while (end < version.len && digit(version.ptr[end]))
		end++;
	if (!end)
		return NULL;
	if (end < version.len && version.ptr[end] == '.' && end + 1 < version.len && digit(version.ptr[end + 1])) {
		end++;
		while (end < version.len && digit(version.ptr[end]))
			end++;
		return mv_arena_strndup(d->arena, version.ptr, end);
	}
	return mv_arena_format(d->arena, "%.*s.0", (int)end, version.ptr);
}

static int compare(const char *a, const char *b)
{
	return mv_version_compare(a, b, ORDER_DOTTED);
}

/* ---- bounds: ">=4.2,<5.0" ---- */

typedef struct Bounds {
	const char *exact;    /* series */
	const char *below;    /* series, excluded unless `below_included` */
	bool below_included;
} Bounds;

static void add_bound(Discovery *d, Bounds *bounds, Str operator, Str version)
{
	const char *wanted = series(d, version);
	size_t dots = 0;

	if (!wanted)
		return;
	for (size_t i = 0; i < version.len; i++)
		dots += version.ptr[i] == '.';
	if (mv_str_eq(operator, STR("==")) || mv_str_eq(operator, STR("===")))
		bounds->exact = wanted;
	else if (mv_str_eq(operator, STR("~=")) && dots >= 2)
		bounds->exact = wanted;
	else if (mv_str_eq(operator, STR("~")))
		bounds->exact = wanted;
	else if (mv_str_eq(operator, STR("~=")) || mv_str_eq(operator, STR("^")))
		bounds->below = mv_arena_format(d->arena, "%d.0", (int)strtol(wanted, NULL, 10) + 1);
	else if (mv_str_eq(operator, STR("<")) || mv_str_eq(operator, STR("<="))) {
		bounds->below = wanted;
		/* "<4.2.1" and "<=4.2" allow 4.2 */
		bounds->below_included = operator.len == 2 || (dots >= 2 && !mv_str_ends(version, STR(".0")));
	}
}

/* The clauses that follow the package's name: "==4.2.1", "[argon2] >=4.2, <5", "= "^4.2"", "(>=4.2,<5)". */
static bool read_bounds(Discovery *d, Str text, Bounds *bounds)
{
	bool any = false;

	for (size_t i = 0; i < text.len;) {
		size_t start = i, version;

		if (text.ptr[i] == '[') {
			while (i < text.len && text.ptr[i] != ']')
				i++;
			i += i < text.len;
			continue;
		}
		if (text.ptr[i] == '#' || text.ptr[i] == ';' || text.ptr[i] == '@')
			break;
		while (i < text.len && memchr("<>=~!^", text.ptr[i], 6))
			i++;
		version = i;
		while (version < text.len && (text.ptr[version] == ' ' || text.ptr[version] == '"' || text.ptr[version] == '\''))
			version++;
		if (i > start && version < text.len && digit(text.ptr[version])) {
			size_t end = version;

			while (end < text.len && (name_character(text.ptr[end]) || text.ptr[end] == '*'))
				end++;
			add_bound(d, bounds, mv_str_slice(text, start, i), mv_str_slice(text, version, end));
			any = true;
			i = end;
		} else if (i == start) {
			/* after the clauses the list of the next requirement starts */
			if (any && (text.ptr[i] == '"' || text.ptr[i] == '\''))
				break;
			i++;
		}
	}
	return any;
}

static const char *choose(const Bounds *bounds, const char *package)
{
	const char *const *known = strcmp(package, "django") == 0 ? django_versions : sqlalchemy_versions, *best = NULL;

	if (bounds->exact)
		return bounds->exact;
	for (; bounds->below && *known; known++) {
		int order = compare(*known, bounds->below);

		if (order < 0 || (order == 0 && bounds->below_included))
			best = *known;
	}
	return best;
}

/* ---- files ---- */

/* Where the package's name stands as a word at the start of a requirement, at or after `from`. */
static size_t find_name(Str text, const char *package, size_t from)
{
	size_t len = strlen(package);

	for (size_t i = from; i + len <= text.len; i++) {
		if (mv_str_eq_case(mv_str_slice(text, i, i + len), mv_str(package)) &&
		    (i == 0 || !name_character(text.ptr[i - 1])) && (i + len == text.len || !name_character(text.ptr[i + len])))
			return i;
	}
	return SIZE_MAX;
}

static Str line_after(Str text, size_t at)
{
	size_t end = mv_str_find(text, STR("\n"), at);

	return mv_str_slice(text, at, end == SIZE_MAX ? text.len : end);
}

static const char *in_requirements(Discovery *d, Str text, const char *package)
{
	size_t len = strlen(package);

	for (size_t at = 0; (at = find_name(text, package, at)) != SIZE_MAX; at += len) {
		Bounds bounds = { 0 };
		Str line = line_after(text, at + len);
		size_t start = at;

		/* at the start of its line, or of a text in a list */
		while (start > 0 && (text.ptr[start - 1] == ' ' || text.ptr[start - 1] == '\t'))
			start--;
		if (start > 0 && !memchr("\n\"'", text.ptr[start - 1], 3))
			continue;
		if (line.len && (line.ptr[0] == '"' || line.ptr[0] == '\'') && !mv_str_starts(mv_str_trim(mv_str_slice(line, 1, line.len)), STR("=")))
			continue;
		if (read_bounds(d, line, &bounds)) {
			const char *version = choose(&bounds, package);

			if (version)
				return version;
		}
	}
	return NULL;
}

/* name = "django" / version = "4.2.16"; "django": { ... "version": "==4.2.16" */
static const char *in_lock(Discovery *d, Str text, const char *package)
{
	size_t len = strlen(package);

	for (size_t at = 0; (at = find_name(text, package, at)) != SIZE_MAX; at += len) {
		bool toml = at > 8 && mv_str_find(mv_str_slice(text, at - 9, at), STR("name = \""), 0) != SIZE_MAX;
		bool json = at > 0 && text.ptr[at - 1] == '"' && mv_str_starts(mv_str_slice(text, at + len, text.len), STR("\": {"));
		size_t from = at + len, limit = from + 4096 < text.len ? from + 4096 : text.len, version;
		const char *found;

		if (!toml && !json)
			continue;
		version = mv_str_find(mv_str_slice(text, 0, limit), toml ? STR("\nversion = \"") : STR("\"version\": \"=="), from);
		if (version == SIZE_MAX)
			continue;
		found = series(d, mv_str_slice(text, version + (toml ? strlen("\nversion = \"") : strlen("\"version\": \"==")), text.len));
		if (found)
			return found;
	}
	return NULL;
}

/* "Django-5.2.19.dist-info" beside the packages. */
static const char *installed(Discovery *d, const char *directory, const char *package)
{
	DIR *stream = opendir(directory);
	struct dirent *entry;
	const char *found = NULL;
	size_t len = strlen(package);

	while (stream && !found && (entry = readdir(stream))) {
		Str name = mv_str(entry->d_name);

		if (name.len > len + 1 && mv_str_ends(name, STR(".dist-info")) && name.ptr[len] == '-' &&
		    mv_str_eq_case(mv_str_slice(name, 0, len), mv_str(package)))
			found = series(d, mv_str_slice(name, len + 1, name.len));
	}
	if (stream)
		closedir(stream);
	return found;
}

static const char *in_files(Discovery *d, const char *directory, const char *const *names, size_t count, const char *package,
			    const char *(*read)(Discovery *, Str, const char *))
{
	for (size_t i = 0; i < count; i++) {
		File *file = mv_path_exists(d, directory, names[i]) ? mv_file_at(d, mv_join(d, directory, names[i])) : NULL;
		const char *version = file && mv_file_source(d, file) ? read(d, file->source->text, package) : NULL;

		if (version)
			return version;
	}
	return NULL;
}

const char *mv_required_version(Discovery *d, const PythonProject *project, const char *directory, const char *package)
{
	for (const char *at = directory;; at = mv_path_parent(d, at)) {
		const char *version = in_files(d, at, locks, sizeof locks / sizeof locks[0], package, in_lock);

		if (!version)
			version = in_files(d, at, requirements, sizeof requirements / sizeof requirements[0], package, in_requirements);
		if (version)
			return version;
		if (strcmp(at, project->bound) == 0 || strcmp(at, "/") == 0 || !mv_path_within(at, project->bound))
			break;
	}
	for (uint32_t i = 0; i < project->import_roots.count; i++) {
		const char *version = installed(d, project->import_roots.items[i], package);

		if (version)
			return version;
	}
	return NULL;
}
