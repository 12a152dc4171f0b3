/*
 * layout_flyway.c: V1_2__x.sql, R__x.sql, U1_2__x.sql, B1_2__x.sql in a tree of
 * directories with one history; also refinery and ducktracker, which took the
 * names over.
 */
#include "families.h"

#include <string.h>

/*
 * A transaction per migration ("group" puts all pending ones into one). A file
 * whose statements all refuse a transaction runs without one by itself; a
 * script configuration "executeInTransaction=false" asks for it.
 */
const Layout mv_layout_flyway = {
	.name = "flyway",
	.runner = "Flyway",
	.no_transaction = "'executeInTransaction=false' in its .sql.conf",
	.history_table = "flyway_schema_history",
	.transaction = TRANSACTION_FILE,
	.late = LATE_REFUSED,
	.checksum = CHECKSUM_LINES,
	.by_name = true,
};

/* refinery: a transaction per migration; U means "not contiguous" here, not "undo". */
const Layout mv_layout_refinery = {
	.name = "refinery",
	.runner = "refinery",
	.history_table = "refinery_schema_history",
	.transaction = TRANSACTION_FILE,
	.late = LATE_REFUSED,
	.checksum = CHECKSUM_BYTES,
	.by_name = true,
};

/* ducktracker: V and R files for DuckDB. */
const Layout mv_layout_ducktracker = {
	.name = "ducktracker",
	.runner = "ducktracker",
	.history_table = "ducktracker_schema_history",
	.transaction = TRANSACTION_UNKNOWN,
	.checksum = CHECKSUM_BYTES,
};

typedef struct Naming {
	Str versioned, repeatable, undo, baseline, separator;
	bool group, mixed;
} Naming;

typedef enum NameKind { NAME_NONE, NAME_VERSIONED, NAME_REPEATABLE, NAME_UNDO, NAME_BASELINE } NameKind;

typedef struct FlywayName {
	NameKind kind;
	Str version, title;
	const char *language; /* of a Java, Kotlin, ... migration */
} FlywayName;

static bool version_char(char c)
{
	return (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

static FlywayName parse_name(const char *file_name, const Naming *naming)
{
	FileName parsed = mv_name_parse(file_name);
	FlywayName name = { .language = parsed.language };
	Str stem = parsed.stem, rest;
	size_t separator;

	if (!parsed.sql && !parsed.language)
		return name;
	/* the generic parser takes words off the end; this one's dots belong to versions */
	stem = mv_str(file_name);
	for (separator = stem.len; separator > 0 && stem.ptr[separator - 1] != '.'; separator--)
		;
	stem = mv_str_slice(stem, 0, separator ? separator - 1 : stem.len);
	if (naming->repeatable.len && mv_str_starts(stem, naming->repeatable) &&
	    mv_str_starts(mv_str_slice(stem, naming->repeatable.len, stem.len), naming->separator)) {
		name.kind = NAME_REPEATABLE;
		name.title = mv_str_slice(stem, naming->repeatable.len + naming->separator.len, stem.len);
		return name;
	}
	if (naming->versioned.len && mv_str_starts(stem, naming->versioned)) {
		name.kind = NAME_VERSIONED;
		rest = mv_str_slice(stem, naming->versioned.len, stem.len);
	} else if (naming->undo.len && mv_str_starts(stem, naming->undo)) {
		name.kind = NAME_UNDO;
		rest = mv_str_slice(stem, naming->undo.len, stem.len);
	} else if (naming->baseline.len && mv_str_starts(stem, naming->baseline)) {
		name.kind = NAME_BASELINE;
		rest = mv_str_slice(stem, naming->baseline.len, stem.len);
	} else {
		return name;
	}
	separator = mv_str_find(rest, naming->separator, 0);
	name.version = separator == SIZE_MAX ? rest : mv_str_slice(rest, 0, separator);
	name.title = separator == SIZE_MAX ? STR("") : mv_str_slice(rest, separator + naming->separator.len, rest.len);
	for (size_t i = 0; i < name.version.len; i++) {
		if (!version_char(name.version.ptr[i]))
			return (FlywayName){ 0 };
	}
	/* "V.sql" is none, and without the separator only the default prefix would be too weak a sign */
	if (name.version.len == 0 || name.version.ptr[0] < '0' || name.version.ptr[0] > '9' || separator == SIZE_MAX)
		return (FlywayName){ 0 };
	return name;
}

/* ---- settings ---- */

/* Value of `flyway.<key>=...` (flyway.conf) or `<key> = "..."` (flyway.toml); the last one counts. */
static bool setting(Str text, const char *key, Str *value)
{
	bool found = false;
	Str line;

	while (mv_str_next_line(&text, &line)) {
		size_t equals;
		Str name, given;

		line = mv_str_trim(line);
		if (line.len == 0 || line.ptr[0] == '#' || (equals = mv_str_find(line, STR("="), 0)) == SIZE_MAX)
			continue;
		name = mv_str_trim(mv_str_slice(line, 0, equals));
		given = mv_str_trim(mv_str_slice(line, equals + 1, line.len));
		if (mv_str_starts(name, STR("flyway.")))
			name = mv_str_slice(name, 7, name.len);
		if (!mv_str_eq(name, mv_str(key)))
			continue;
		if (given.len >= 2 && (given.ptr[0] == '"' || given.ptr[0] == '\'') && given.ptr[given.len - 1] == given.ptr[0])
			given = mv_str_slice(given, 1, given.len - 1);
		*value = given;
		found = true;
	}
	return found;
}

static Naming usual_naming(void)
{
	return (Naming){ .versioned = STR("V"), .repeatable = STR("R"), .undo = STR("U"), .baseline = STR("B"),
			 .separator = STR("__") };
}

static Naming naming_for(Discovery *d, const Directory *directory)
{
	static const char *const files[] = { "flyway.conf", "conf/flyway.conf", "flyway.toml" };
	Naming naming = usual_naming();

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		File *file = mv_manifest_above(d, directory, files[i]);
		Str text, value;

		if (!file)
			continue;
		text = file->source->text;
		setting(text, "sqlMigrationPrefix", &naming.versioned);
		setting(text, "repeatableSqlMigrationPrefix", &naming.repeatable);
		setting(text, "undoSqlMigrationPrefix", &naming.undo);
		setting(text, "baselineMigrationPrefix", &naming.baseline);
		if (setting(text, "sqlMigrationSeparator", &value) && value.len)
			naming.separator = value;
		naming.group = setting(text, "group", &value) && mv_str_eq_case(value, STR("true"));
		naming.mixed = setting(text, "mixed", &value) && mv_str_eq_case(value, STR("true"));
	}
	return naming;
}

/* ---- which statements refuse a transaction ---- */

/* The end of the statement at `at`: behind its semicolon. Knows comments, quotes and dollar quotes. */
static size_t statement_end(Str text, size_t at)
{
	while (at < text.len) {
		char c = text.ptr[at];

		if (c == ';')
			return at + 1;
		if (c == '\'' || c == '"') {
			const char *close = memchr(text.ptr + at + 1, c, text.len - at - 1);

			at = close ? (size_t)(close - text.ptr) + 1 : text.len;
		} else if (c == '-' && at + 1 < text.len && text.ptr[at + 1] == '-') {
			const char *newline = memchr(text.ptr + at, '\n', text.len - at);

			at = newline ? (size_t)(newline - text.ptr) : text.len;
		} else if (c == '/' && at + 1 < text.len && text.ptr[at + 1] == '*') {
			size_t close = mv_str_find(text, STR("*/"), at + 2);

			at = close == SIZE_MAX ? text.len : close + 2;
		} else if (c == '$') {
			size_t tag = at + 1, close;

			while (tag < text.len && (text.ptr[tag] == '_' || (text.ptr[tag] | 32) >= 'a') && text.ptr[tag] != '$')
				tag++;
			if (tag >= text.len || text.ptr[tag] != '$') {
				at++;
				continue;
			}
			close = mv_str_find(text, mv_str_slice(text, at, tag + 1), tag + 1);
			at = close == SIZE_MAX ? text.len : close + (tag + 1 - at);
		} else {
			at++;
		}
	}
	return text.len;
}

/* The next word in lower case, comments skipped; "" at the end. */
static Str next_word(Str text, size_t *at, char word[16])
{
	size_t len = 0;

	for (;;) {
		while (*at < text.len && ((unsigned char)text.ptr[*at] <= ' '))
			++*at;
		if (*at + 1 < text.len && text.ptr[*at] == '-' && text.ptr[*at + 1] == '-') {
			size_t newline = mv_str_find(text, STR("\n"), *at);

			*at = newline == SIZE_MAX ? text.len : newline;
		} else if (*at + 1 < text.len && text.ptr[*at] == '/' && text.ptr[*at + 1] == '*') {
			size_t close = mv_str_find(text, STR("*/"), *at + 2);

			*at = close == SIZE_MAX ? text.len : close + 2;
		} else {
			break;
		}
	}
	while (*at < text.len && ((text.ptr[*at] | 32) >= 'a') && ((text.ptr[*at] | 32) <= 'z')) {
		if (len < 15)
			word[len++] = (char)(text.ptr[*at] | 32);
		++*at;
	}
	return (Str){ .ptr = word, .len = len };
}

/* As Flyway's own parser for PostgreSQL decides. */
static bool refuses_transaction(Str statement)
{
	char buffers[4][16];
	Str words[4];
	size_t at = 0, index;

	for (size_t i = 0; i < 4; i++)
		words[i] = next_word(statement, &at, buffers[i]);
	index = mv_str_eq(words[1], STR("unique")) ? 2 : 1;
	if (mv_str_eq(words[0], STR("create")) || mv_str_eq(words[0], STR("drop")))
		return mv_str_eq(words[1], STR("database")) || mv_str_eq(words[1], STR("tablespace")) ||
		       mv_str_eq(words[1], STR("subscription")) ||
		       (mv_str_eq(words[index], STR("index")) && mv_str_eq(words[index + 1], STR("concurrently")));
	if (mv_str_eq(words[0], STR("alter")))
		return mv_str_eq(words[1], STR("system"));
	if (mv_str_eq(words[0], STR("reindex")))
		return mv_str_eq(words[1], STR("schema")) || mv_str_eq(words[1], STR("database")) ||
		       mv_str_eq(words[1], STR("system")) || mv_str_eq(words[2], STR("concurrently"));
	return mv_str_eq(words[0], STR("vacuum")) ||
	       (mv_str_eq(words[0], STR("discard")) && mv_str_eq(words[1], STR("all")));
}

static bool runs_without_transaction(Str text, const Naming *naming)
{
	uint32_t refusing = 0, others = 0;

	for (size_t at = 0; at < text.len;) {
		size_t end = statement_end(text, at), probe = 0;
		Str statement = mv_str_slice(text, at, end);
		char word[16];

		if (refuses_transaction(statement))
			refusing++;
		else if (next_word(statement, &probe, word).len)
			others++;
		at = end;
	}
	return refusing && (others == 0 || naming->mixed);
}

static TransactionMode transaction_of(Discovery *d, const Layout *layout, File *file, File *conf, const Naming *naming)
{
	Str text, line, value;

	if (layout != &mv_layout_flyway || !file->source)
		return layout->transaction;
	text = file->source->text;
	if (conf && mv_file_source(d, conf) && setting(conf->source->text, "executeInTransaction", &value) &&
	    mv_str_eq_case(value, STR("false")))
		return TRANSACTION_NONE;
	while (mv_str_next_line(&text, &line)) {
		line = mv_str_trim(line);
		if (line.len && !mv_str_starts(line, STR("--")))
			break;
		if (mv_str_find(line, STR("flyway:"), 0) != SIZE_MAX &&
		    (mv_str_find(line, STR("executeInTransaction=false"), 0) != SIZE_MAX ||
		     mv_str_find(line, STR("executeInTransaction: false"), 0) != SIZE_MAX))
			return TRANSACTION_NONE;
	}
	if (runs_without_transaction(file->source->text, naming))
		return TRANSACTION_NONE;
	return naming->group ? TRANSACTION_ALL : layout->transaction;
}

/* ---- the tree of one history ---- */

typedef struct Found {
	File *file;
	FlywayName name;
	const char *dialect; /* of the directories below the root */
} Found;
typedef VEC(Found) FoundVec;

static void gather(Discovery *d, Directory *directory, const Naming *naming, const char *dialect, FoundVec *found, int depth)
{
	for (uint32_t i = 0; i < directory->files.count; i++) {
		FlywayName name = parse_name(directory->files.items[i].name, naming);

		if (name.kind != NAME_NONE)
			*VEC_PUSH(d->arena, found) =
				(Found){ .file = &directory->files.items[i], .name = name, .dialect = dialect };
	}
	for (uint32_t i = 0; i < directory->directories.count && depth < 8; i++) {
		Directory *child = directory->directories.items[i];
		const char *own = mv_dialect_in_name(mv_str(child->name));

		if (!child->consumed)
			gather(d, child, naming, own ? own : dialect, found, depth + 1);
	}
}

static bool foreign(const char *dialect)
{
	return dialect && !mv_streq(dialect, "postgresql");
}

/* Two directories that use the same version are two histories (tenants, services), not one. */
static bool one_history(Discovery *d, const FoundVec *found)
{
	Map versions;

	mv_map_init(&versions, d->arena);
	for (uint32_t i = 0; i < found->count; i++) {
		const Found *item = &found->items[i];
		const char *key;
		const Found *other;

		if (item->name.kind != NAME_VERSIONED || foreign(item->dialect))
			continue;
		key = mv_arena_strndup(d->arena, item->name.version.ptr, item->name.version.len);
		other = mv_map_get(&versions, key);
		if (other && other->file->directory != item->file->directory)
			return false;
		mv_map_set(&versions, key, (void *)(uintptr_t)item);
	}
	return true;
}

bool mv_flyway_claims(Discovery *d, Directory *directory)
{
	Naming naming = usual_naming();
	FoundVec found = { 0 };
	bool here = false, sql = false, named, configured;
	File *conf = mv_manifest_above(d, directory, "flyway.conf");

	if (!conf)
		conf = mv_manifest_above(d, directory, "flyway.toml");
	configured = conf != NULL;
	if (configured)
		naming = naming_for(d, directory);
	for (uint32_t i = 0; i < directory->files.count; i++) {
		FlywayName name = parse_name(directory->files.items[i].name, &naming);

		here |= name.kind == NAME_VERSIONED || name.kind == NAME_BASELINE;
		sql |= !name.language && name.kind != NAME_NONE;
	}
	if (here && sql)
		return true;
	/* the location itself may hold nothing but directories */
	named = strcmp(directory->name, "migration") == 0 || strcmp(directory->name, "migrations") == 0;
	if (!named)
		return false;
	gather(d, directory, &naming, NULL, &found, 0);
	for (uint32_t i = 0; i < found.count; i++)
		sql |= !found.items[i].name.language && found.items[i].name.kind == NAME_VERSIONED;
	return found.count && sql && one_history(d, &found);
}

/* Java and Kotlin migrations stand in src/main/java/<same place>. */
static void gather_languages(Discovery *d, const Directory *directory, const Naming *naming, FoundVec *found)
{
	static const char *const languages[] = { "java", "kotlin", "groovy", "scala" };
	size_t at = mv_str_find(mv_str(directory->path), STR("/src/main/resources/"), 0);

	for (size_t i = 0; i < sizeof languages / sizeof languages[0] && at != SIZE_MAX; i++) {
		const char *path = mv_arena_format(d->arena, "%.*s/src/main/%s/%s", (int)at, directory->path, languages[i],
						   directory->path + at + strlen("/src/main/resources/"));
		const char *real = mv_resolve(d, "/", path);
		Directory *tree = real && mv_path_within(real, d->root->bound) ? mv_map_get(&d->visited, real) : NULL;

		if (real && !tree && mv_path_within(real, d->root->bound))
			tree = mv_walk(d, real, false);
		if (tree)
			gather(d, tree, naming, NULL, found, 0);
	}
}

static const char *dotted(Discovery *d, Str version)
{
	char *text = mv_arena_strndup(d->arena, version.ptr, version.len);

	for (char *p = text; *p; p++) {
		if (*p == '_')
			*p = '.';
	}
	return text;
}

static void add_undo_parts(Steps *steps, const FoundVec *found)
{
	Map versions;

	mv_map_init(&versions, steps->d->arena);
	for (uint32_t i = 0; i < found->count; i++) {
		if (found->items[i].name.kind == NAME_UNDO)
			mv_map_set(&versions, dotted(steps->d, found->items[i].name.version), &found->items[i]);
	}
	for (uint32_t i = 0; i < steps->list.count; i++) {
		Step *step = &steps->list.items[i];
		Found *undo = step->migration->kind == MIGRATION_VERSIONED ? mv_map_get(&versions, step->key) : NULL;

		if (undo)
			mv_step_set_down(steps, step, undo->file);
	}
}

/* One history: the files of one dialect, with those of no dialect for PostgreSQL. */
static void collect_dialect(Discovery *d, const Layout *layout, Directory *directory, const Naming *naming, FoundVec *found,
			    const char *dialect)
{
	Steps steps = mv_steps_new(d, layout, directory, ORDER_DOTTED);

	steps.unique_versions = true;
	if (foreign(dialect))
		steps.set->dialect = dialect;
	for (uint32_t i = 0; i < found->count; i++) {
		Found *item = &found->items[i];
		FlywayName *name = &item->name;
		bool undo = name->kind == NAME_UNDO && layout != &mv_layout_refinery;
		Step *step;

		if (undo || (foreign(dialect) ? !mv_streq(item->dialect, dialect) : foreign(item->dialect)))
			continue;
		if (name->language) {
			step = mv_steps_add_opaque(&steps, item->file, name->version, name->title, name->language);
		} else {
			const char *conf = mv_arena_format(d->arena, "%s.conf", item->file->name);

			step = mv_steps_add(&steps, item->file, name->version, name->title);
			mv_section_whole(d, step->migration);
			step->extra = mv_directory_file(item->file->directory, conf);
			step->migration->transaction = transaction_of(d, layout, item->file, step->extra, naming);
		}
		step->key = step->migration->version = dotted(d, name->version);
		if (name->kind == NAME_REPEATABLE) {
			/* after all versioned ones, by description */
			if (step->migration->kind == MIGRATION_VERSIONED)
				step->migration->kind = MIGRATION_REPEATABLE;
			step->rank = 1;
			step->key = mv_arena_strndup(d->arena, name->title.ptr, name->title.len);
		} else if (name->kind == NAME_BASELINE && step->migration->kind == MIGRATION_VERSIONED) {
			step->migration->kind = MIGRATION_BASELINE;
			step->sequence += UINT32_MAX / 2; /* behind the migration of its version */
		}
	}
	if (layout != &mv_layout_refinery)
		add_undo_parts(&steps, found);
	mv_steps_finish(&steps);
}

void mv_flyway_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	Naming naming = naming_for(d, directory);
	FoundVec found = { 0 };
	VEC(const char *) dialects = { 0 };

	if (!layout)
		layout = mv_manifest_mentions(d, directory, "Cargo.toml", "refinery") ? &mv_layout_refinery : &mv_layout_flyway;
	gather(d, directory, &naming, NULL, &found, 0);
	if (!one_history(d, &found)) {
		/* only this directory's own; the ones below stand for themselves */
		FoundVec own = { 0 };

		for (uint32_t i = 0; i < found.count; i++) {
			if (found.items[i].file->directory == directory)
				*VEC_PUSH(d->arena, &own) = found.items[i];
		}
		found = own;
		directory->consumed = true;
	} else {
		mv_directory_consume(directory);
	}
	gather_languages(d, directory, &naming, &found);
	collect_dialect(d, layout, directory, &naming, &found, NULL);
	for (uint32_t i = 0; i < found.count; i++) {
		const char *dialect = found.items[i].dialect;
		bool seen = !foreign(dialect);

		for (uint32_t k = 0; k < dialects.count && !seen; k++)
			seen = mv_streq(dialects.items[k], dialect);
		if (!seen) {
			*VEC_PUSH(d->arena, &dialects) = dialect;
			collect_dialect(d, layout, directory, &naming, &found, dialect);
		}
	}
}
