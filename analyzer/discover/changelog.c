/*
 * changelog.c: Liquibase's XML, YAML and JSON changelogs, read only for their
 * order: which files they include, which changesets hold a sqlFile, and that a
 * changeset of other changes stands in between (an opaque step).
 *
 * A tolerant scan turns each format into the same events, a key and perhaps a
 * value; one state machine reads these. Nothing is expanded, fetched or run.
 */
#include "families.h"

#include <string.h>

enum { INCLUDE_DEPTH = 24 };

typedef enum Context { IN_FILE, IN_INCLUDE, IN_INCLUDE_ALL, IN_CHANGESET, IN_SQL_FILE, IN_ASIDE } Context;

typedef struct Changelog {
	Steps *steps;
	File *file;
	Map *seen; /* paths of changelogs and directories: nothing is included twice */
	int depth;
	Context context;
	/* the changeset under way */
	bool changeset, opaque, no_transaction, skip;
	const char *id, *author;
	VEC(File *) files;
	/* the includeAll under way: a path that is not there, and whether it need not be */
	const char *missing;
	bool may_be_missing;
} Changelog;

static void follow(Steps *steps, File *file, Map *seen, int depth);

/* In the resources of another module of the build, which is on the class path too. */
static const char *locate_in_modules(Discovery *d, const char *name)
{
	for (uint32_t i = 0; i < d->visited.count; i++) {
		const char *directory = d->visited.entries[i].key, *found;

		if (!d->visited.entries[i].value || !mv_str_ends(mv_str(directory), STR("/src/main/resources")))
			continue;
		found = mv_resolve(d, directory, name);
		if (found && mv_path_within(found, d->root->bound))
			return found;
	}
	return NULL;
}

/* Relative to the changelog, or to a directory above it that is on the class path. */
static const char *locate(const Changelog *log, Str path)
{
	Discovery *d = log->steps->d;
	const char *at = log->file->directory->path, *name;

	if (mv_str_starts(path, STR("classpath:")))
		path = mv_str_slice(path, 10, path.len);
	while (path.len && (path.ptr[0] == '/' || mv_str_starts(path, STR("./"))))
		path = mv_str_slice(path, 1, path.len);
	name = mv_arena_strndup(d->arena, path.ptr, path.len);
	if (!*name)
		return NULL;
	for (;;) {
		const char *found = mv_resolve(d, at, name), *slash = strrchr(at, '/');

		if (found && mv_path_within(found, d->root->bound))
			return found;
		if (strcmp(at, d->root->bound) == 0 || !slash || slash == at)
			return locate_in_modules(d, name);
		at = mv_arena_strndup(d->arena, at, (size_t)(slash - at));
	}
}

/* A module's changelog that another one includes is no history of its own. */
static void take_over(Discovery *d, Directory *directory)
{
	const char *path = mv_shown_path(d, directory->path);
	uint32_t kept = 0;

	mv_directory_consume(directory);
	for (uint32_t i = 0; i < d->project->sets.count; i++) {
		MigrationSet *set = d->project->sets.items[i];

		if (!mv_streq(set->layout->name, mv_layout_liquibase.name) || !mv_streq(set->path, path))
			d->project->sets.items[kept++] = set;
	}
	d->project->sets.count = kept;
}

static void include(Changelog *log, Str path)
{
	const char *found = locate(log, path);
	File *file = found ? mv_file_at(log->steps->d, found) : NULL;

	if (file && !mv_path_within(found, log->file->directory->path))
		take_over(log->steps->d, file->directory);

	if (!file)
		mv_discover_problem(log->steps->d, "journal-mismatch", log->file->source->file,
				    mv_arena_format(log->steps->d->arena, "this changelog includes '%.*s', and there is no such file",
						    STR_ARG(path)),
				    "correct the path; what it holds was not checked");
	else
		follow(log->steps, file, log->seen, log->depth + 1);
}

static void include_directory(Changelog *log, Directory *directory)
{
	Discovery *d = log->steps->d;

	for (uint32_t i = 0; i < directory->files.count; i++) {
		Str name = mv_str(directory->files.items[i].name);

		if (mv_str_ends(name, STR(".sql")) || mv_str_ends(name, STR(".xml")) || mv_str_ends(name, STR(".yaml")) ||
		    mv_str_ends(name, STR(".yml")) || mv_str_ends(name, STR(".json"))) {
			File *file = mv_file_at(d, mv_join(d, directory->path, directory->files.items[i].name));

			if (file)
				follow(log->steps, file, log->seen, log->depth + 1);
		}
	}
	for (uint32_t i = 0; i < directory->directories.count; i++)
		include_directory(log, directory->directories.items[i]);
}

/* errorIfMissingOrEmpty may stand behind the path. */
static void tell_missing(Changelog *log)
{
	Discovery *d = log->steps->d;

	if (log->missing && !log->may_be_missing)
		mv_discover_problem(d, "journal-mismatch", log->file->source->file,
				    mv_arena_format(d->arena, "this changelog includes all of '%s', and there is no such directory", log->missing),
				    "correct the path; what it holds was not checked");
	log->missing = NULL;
	log->may_be_missing = false;
}

static void include_all(Changelog *log, Str path)
{
	Discovery *d = log->steps->d;
	const char *found = locate(log, path);
	Directory *walked = found ? mv_map_get(&d->visited, found) : NULL;
	Directory *directory = found && !mv_map_get(log->seen, found) ? mv_walk(d, found, true) : NULL;

	if (!found)
		log->missing = mv_arena_strndup(d->arena, path.ptr, path.len);
	if (!directory)
		return;
	mv_map_set(log->seen, found, directory);
	if (walked)
		mv_directory_consume(walked);
	include_directory(log, directory);
}

static const char *copy(const Changelog *log, Str value)
{
	return mv_arena_strndup(log->steps->d->arena, value.ptr, value.len);
}

static void finish_changeset(Changelog *log)
{
	Discovery *d = log->steps->d;
	const char *version = mv_arena_format(d->arena, "%s:%s", log->author ? log->author : "", log->id ? log->id : "");
	TransactionMode mode = log->no_transaction ? TRANSACTION_NONE : log->steps->set->layout->transaction;
	const char *name = log->id ? log->id : "";

	tell_missing(log);
	if (log->changeset && !log->skip) {
		for (uint32_t i = 0; i < log->files.count; i++) {
			Step *step = mv_steps_add(log->steps, log->files.items[i], mv_str(version), mv_str(name));

			mv_section_whole(d, step->migration);
			step->migration->transaction = mode;
			step->extra = log->file;
			log->files.items[i]->directory->consumed = true;
		}
		if (log->opaque) {
			const char *dot = strrchr(log->file->name, '.');
			const char *language = dot && strcmp(dot, ".xml") == 0 ? "xml" :
					       dot && strcmp(dot, ".json") == 0 ? "json" : "yaml";
			Step *step = mv_steps_add_opaque(log->steps, log->file, mv_str(version), mv_str(name), language);

			step->migration->transaction = mode;
		}
	}
	log->changeset = log->opaque = log->no_transaction = log->skip = false;
	log->id = log->author = NULL;
	log->files.count = 0;
}

/* Keys that say nothing about the schema. */
static bool harmless(Str key)
{
	static const char *const keys[] = { "comment", "tagDatabase", "validCheckSum", "property", "changes", "databaseChangeLog",
					    "changeLog", "logicalFilePath", "objectQuotingStrategy", "context", "labels",
					    "splitStatements", "stripComments", "encoding", "endDelimiter", "relativeToChangelogFile",
					    "runOnChange", "runAlways", "failOnError", "onValidationFail", "created", "ignore",
					    "contextFilter", "modifySql", "xmlns", "xsi" };

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		if (mv_str_eq_case(key, mv_str(keys[i])))
			return true;
	}
	return mv_str_starts(key, STR("xmlns")) || mv_str_starts(key, STR("xsi:")) || mv_str_starts(key, STR("?"));
}

/* `value.ptr` NULL: the key opens something. */
static void event(Changelog *log, Str key, Str value)
{
	if (mv_str_eq(key, STR("include"))) {
		finish_changeset(log);
		log->context = IN_INCLUDE;
	} else if (mv_str_eq(key, STR("includeAll"))) {
		finish_changeset(log);
		log->context = IN_INCLUDE_ALL;
	} else if (mv_str_eq(key, STR("changeSet")) && !value.ptr) {
		finish_changeset(log);
		log->changeset = true;
		log->context = IN_CHANGESET;
	} else if (mv_str_eq(key, STR("rollback")) || mv_str_eq(key, STR("preConditions")) ||
		   mv_str_eq(key, STR("property")) || mv_str_eq(key, STR("modifySql"))) {
		log->context = IN_ASIDE;
	} else if (mv_str_eq(key, STR("changes"))) {
		log->context = IN_CHANGESET;
	} else if (mv_str_eq(key, STR("sqlFile")) && log->changeset) {
		if (log->context != IN_ASIDE)
			log->context = IN_SQL_FILE;
	} else if (log->context == IN_INCLUDE && mv_str_eq(key, STR("file")) && value.ptr) {
		include(log, value);
	} else if (log->context == IN_INCLUDE_ALL && mv_str_eq(key, STR("path")) && value.ptr) {
		include_all(log, value);
	} else if (log->context == IN_SQL_FILE && mv_str_eq(key, STR("path")) && value.ptr) {
		const char *found = locate(log, value);
		File *file = found ? mv_file_at(log->steps->d, found) : NULL;

		if (file)
			*VEC_PUSH(log->steps->d->arena, &log->files) = file;
		else
			log->opaque = true;
	} else if (log->context == IN_INCLUDE_ALL && mv_str_eq(key, STR("errorIfMissingOrEmpty")) && value.ptr) {
		log->may_be_missing = mv_str_eq_case(value, STR("false"));
	} else if (log->changeset && log->context == IN_CHANGESET && mv_str_eq(key, STR("id")) && value.ptr) {
		log->id = copy(log, value);
	} else if (log->changeset && log->context == IN_CHANGESET && mv_str_eq(key, STR("author")) && value.ptr) {
		log->author = copy(log, value);
	} else if (log->changeset && mv_str_eq(key, STR("runInTransaction")) && value.ptr) {
		log->no_transaction = mv_str_eq_case(value, STR("false"));
	} else if (log->changeset && mv_str_eq(key, STR("dbms")) && value.ptr) {
		if (log->context == IN_CHANGESET || log->context == IN_SQL_FILE)
			log->skip |= !mv_liquibase_dbms(value);
	} else if (log->changeset && log->context != IN_ASIDE && !value.ptr && !harmless(key)) {
		log->opaque = true;
	}
}

/* ---- XML ---- */

static void scan_attributes(Changelog *log, Str tag)
{
	for (size_t i = 0; i < tag.len;) {
		size_t equals = mv_str_find(tag, STR("="), i), name = equals, close;
		Str key;

		if (equals == SIZE_MAX)
			return;
		while (name > i && !strchr(" \t\r\n", tag.ptr[name - 1]))
			name--;
		key = mv_str_slice(tag, name, equals);
		i = equals + 1;
		while (i < tag.len && tag.ptr[i] != '"' && tag.ptr[i] != '\'')
			i++;
		if (i >= tag.len)
			return;
		close = mv_str_find(tag, tag.ptr[i] == '"' ? STR("\"") : STR("'"), i + 1);
		if (close == SIZE_MAX)
			return;
		event(log, key, mv_str_slice(tag, i + 1, close));
		i = close + 1;
	}
}

/* The element's name without its namespace. */
static Str element_name(Str tag)
{
	size_t end = 0, colon;

	while (end < tag.len && !strchr(" \t\r\n/", tag.ptr[end]))
		end++;
	tag = mv_str_slice(tag, 0, end);
	colon = mv_str_find(tag, STR(":"), 0);
	return colon == SIZE_MAX ? tag : mv_str_slice(tag, colon + 1, tag.len);
}

static void scan_xml(Changelog *log, Str text)
{
	for (size_t at = 0; (at = mv_str_find(text, STR("<"), at)) != SIZE_MAX;) {
		size_t close;
		Str tag;

		if (mv_str_starts(mv_str_slice(text, at, text.len), STR("<!--"))) {
			close = mv_str_find(text, STR("-->"), at);
			at = close == SIZE_MAX ? text.len : close + 3;
			continue;
		}
		if (mv_str_starts(mv_str_slice(text, at, text.len), STR("<![CDATA["))) {
			close = mv_str_find(text, STR("]]>"), at);
			at = close == SIZE_MAX ? text.len : close + 3;
			continue;
		}
		close = mv_str_find(text, STR(">"), at);
		if (close == SIZE_MAX)
			return;
		tag = mv_str_slice(text, at + 1, close);
		at = close + 1;
		if (tag.len == 0 || tag.ptr[0] == '?' || tag.ptr[0] == '!')
			continue;
		if (tag.ptr[0] == '/') {
			Str name = element_name(mv_str_slice(tag, 1, tag.len));

			if (mv_str_eq(name, STR("changeSet")))
				finish_changeset(log);
			else if (mv_str_eq(name, STR("rollback")) || mv_str_eq(name, STR("preConditions")) ||
				 mv_str_eq(name, STR("modifySql")))
				log->context = log->changeset ? IN_CHANGESET : IN_FILE;
			continue;
		}
		event(log, element_name(tag), (Str){ 0 });
		scan_attributes(log, mv_str_slice(tag, element_name(tag).len, tag.len));
		if (tag.ptr[tag.len - 1] == '/' && log->context == IN_ASIDE)
			log->context = log->changeset ? IN_CHANGESET : IN_FILE;
		if (tag.ptr[tag.len - 1] == '/' && log->context == IN_SQL_FILE)
			log->context = IN_CHANGESET;
	}
}

/* ---- YAML and JSON ---- */

static Str unquote(Str s)
{
	s = mv_str_trim(s);
	while (s.len && (s.ptr[s.len - 1] == ',' || s.ptr[s.len - 1] == '}' || s.ptr[s.len - 1] == ']'))
		s = mv_str_trim(mv_str_slice(s, 0, s.len - 1));
	if (s.len >= 2 && (s.ptr[0] == '"' || s.ptr[0] == '\'') && s.ptr[s.len - 1] == s.ptr[0])
		s = mv_str_slice(s, 1, s.len - 1);
	return s;
}

static void scan_yaml(Changelog *log, Str text)
{
	size_t rollback_indent = 0;
	Str line;

	while (mv_str_next_line(&text, &line)) {
		size_t indent = 0, colon;
		Str key, value;

		while (indent < line.len && (line.ptr[indent] == ' ' || line.ptr[indent] == '-'))
			indent++;
		line = mv_str_slice(line, indent, line.len);
		if (line.len == 0 || line.ptr[0] == '#')
			continue;
		colon = mv_str_find(line, STR(":"), 0);
		if (colon == SIZE_MAX)
			continue;
		key = unquote(mv_str_slice(line, 0, colon));
		value = mv_str_trim(mv_str_slice(line, colon + 1, line.len));
		/* what is set aside ends where the indentation returns */
		if (log->context == IN_ASIDE && indent <= rollback_indent)
			log->context = log->changeset ? IN_CHANGESET : IN_FILE;
		if (mv_str_eq(key, STR("rollback")) || mv_str_eq(key, STR("preConditions")))
			rollback_indent = indent;
		/* "- include: { file: x, relativeToChangelogFile: true }" */
		if (value.len && value.ptr[0] == '{') {
			event(log, key, (Str){ 0 });
			value = mv_str_slice(value, 1, value.len);
			while ((colon = mv_str_find(value, STR(":"), 0)) != SIZE_MAX) {
				size_t comma = mv_str_find(value, STR(","), colon);
				Str item = mv_str_slice(value, colon + 1, comma == SIZE_MAX ? value.len : comma);

				event(log, unquote(mv_str_slice(value, 0, colon)), unquote(item));
				value = comma == SIZE_MAX ? STR("") : mv_str_slice(value, comma + 1, value.len);
			}
			continue;
		}
		event(log, key, value.len ? unquote(value) : (Str){ 0 });
	}
}

/* The strings of a JSON text: one before ':' is a key; what follows it, a value unless it opens something. */
static void scan_json(Changelog *log, Str text)
{
	size_t at = 0;

	while ((at = mv_str_find(text, STR("\""), at)) != SIZE_MAX) {
		size_t close = at + 1, next, end;
		Str key;

		while (close < text.len && text.ptr[close] != '"')
			close += text.ptr[close] == '\\' ? 2 : 1;
		if (close >= text.len)
			return;
		key = mv_str_slice(text, at + 1, close);
		for (next = close + 1; next < text.len && strchr(" \t\r\n", text.ptr[next]); next++)
			;
		at = next;
		if (next >= text.len || text.ptr[next] != ':')
			continue;
		for (next++; next < text.len && strchr(" \t\r\n", text.ptr[next]); next++)
			;
		at = next;
		if (next >= text.len || text.ptr[next] == '{' || text.ptr[next] == '[') {
			event(log, key, (Str){ 0 });
			continue;
		}
		end = next;
		if (text.ptr[next] == '"') {
			for (end = next + 1; end < text.len && text.ptr[end] != '"';)
				end += text.ptr[end] == '\\' ? 2 : 1;
			end = end < text.len ? end + 1 : text.len;
		} else {
			while (end < text.len && !strchr(",}] \t\r\n", text.ptr[end]))
				end++;
		}
		event(log, key, unquote(mv_str_slice(text, next, end)));
		at = end;
	}
}

/* ---- following ---- */

static void follow(Steps *steps, File *file, Map *seen, int depth)
{
	Discovery *d = steps->d;
	Changelog log = { .steps = steps, .file = file, .seen = seen, .depth = depth };
	const char *path = mv_file_path(d, file);
	Str name = mv_str(file->name);

	if (depth > INCLUDE_DEPTH || mv_map_get(seen, path))
		return;
	mv_map_set(seen, path, file);
	if (mv_name_parse(file->name).sql) {
		file->directory->consumed = true;
		mv_liquibase_add_sql(steps, file);
		return;
	}
	if (!mv_file_source(d, file)) {
		mv_discover_problem(d, "unreadable-file", path,
				    mv_arena_format(d->arena, "cannot read this changelog: %s", file->failure),
				    "what it includes was not checked");
		return;
	}
	if (mv_str_ends(name, STR(".xml")))
		scan_xml(&log, file->source->text);
	else if (mv_str_ends(name, STR(".json")))
		scan_json(&log, file->source->text);
	else
		scan_yaml(&log, file->source->text);
	finish_changeset(&log);
}

void mv_changelog_add(Steps *steps, File *file)
{
	Map seen;

	mv_map_init(&seen, steps->d->arena);
	follow(steps, file, &seen, 0);
}

bool mv_changelog_master(Discovery *d, File *file)
{
	Str name = mv_str(file->name);
	bool named = mv_str_find(name, STR("master"), 0) != SIZE_MAX || mv_str_find(name, STR("root"), 0) != SIZE_MAX ||
		     mv_str_starts(name, STR("changelog.")) || mv_str_starts(name, STR("db.changelog.")) ||
		     mv_str_starts(name, STR("changeLog.")) || mv_str_starts(name, STR("liquibase-changelog.")) ||
		     mv_str_starts(name, STR("liquibase-changeLog."));

	return named && !mv_name_parse(file->name).sql && mv_file_source(d, file) &&
	       mv_str_find(file->source->text, STR("databaseChangeLog"), 0) != SIZE_MAX;
}
