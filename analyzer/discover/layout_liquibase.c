/*
 * layout_liquibase.c: formatted SQL changelogs. One migration per changeset:
 * each has its own transaction and its own row in the history table.
 *
 * Rollback text stands behind "--rollback" on every line, so it is no stretch
 * of the file. A second Source holds the same file with everything else blanked
 * out: places stay true, and the SQL of several lines reads as one text.
 */
#include "families.h"

#include <string.h>

/* A transaction per changeset; runInTransaction:false commits statement by statement. */
const Layout mv_layout_liquibase = {
	.name = "liquibase",
	.runner = "Liquibase",
	.no_transaction = "'runInTransaction:false' on its changeset",
	.history_table = "databasechangelog",
	.transaction = TRANSACTION_FILE,
	.late = LATE_APPLIED,
	.checksum = CHECKSUM_STATEMENTS,
	.by_name = true,
};

/* The text behind "--" and blanks, when the line is a comment. */
static bool comment_text(Str line, Str *text)
{
	line = mv_str_trim(line);
	if (!mv_str_starts(line, STR("--")))
		return false;
	*text = mv_str_trim(mv_str_slice(line, 2, line.len));
	return true;
}

/* Takes a word in any letter case off the front; a ':' or blank must follow. */
static bool take(Str *text, const char *word)
{
	size_t len = strlen(word);

	if (!mv_str_starts_case(*text, mv_str(word)) ||
	    (text->len > len && text->ptr[len] != ' ' && text->ptr[len] != '\t' && text->ptr[len] != ':'))
		return false;
	*text = mv_str_slice(*text, len, text->len);
	return true;
}

static bool take_after_blank(Str *text, const char *word)
{
	*text = mv_str_trim(*text);
	return take(text, word);
}

bool mv_liquibase_formatted(Str text)
{
	Str line, comment;

	while (mv_str_next_line(&text, &line)) {
		if (mv_str_trim(line).len == 0)
			continue;
		if (!comment_text(line, &comment))
			return false;
		if (take(&comment, "liquibase") && mv_str_starts_case(mv_str_trim(comment), STR("formatted")))
			return true;
	}
	return false;
}

typedef struct Changeset {
	Str author, id;
	Str dbms, end_delimiter;
	bool no_transaction, no_split, repeatable, has_id;
	size_t start; /* of its SQL */
	size_t line;  /* of its marker */
} Changeset;

/* A word, or a quoted one; stops at blanks and, when asked, at ':'. */
static Str take_value(Str *text, bool colon)
{
	size_t end = 0;
	Str value;

	if (text->len && (text->ptr[0] == '"' || text->ptr[0] == '\'')) {
		size_t close = mv_str_find(*text, text->ptr[0] == '"' ? STR("\"") : STR("'"), 1);

		if (close != SIZE_MAX) {
			value = mv_str_slice(*text, 1, close);
			*text = mv_str_slice(*text, close + 1, text->len);
			return value;
		}
	}
	while (end < text->len && text->ptr[end] != ' ' && text->ptr[end] != '\t' && !(colon && text->ptr[end] == ':'))
		end++;
	value = mv_str_slice(*text, 0, end);
	*text = mv_str_slice(*text, end, text->len);
	return value;
}

static bool no(Str value)
{
	return mv_str_eq_case(value, STR("false"));
}

/* As Liquibase reads it: all up to the colon, blanks too. */
static Str take_author(Str *text)
{
	size_t colon = text->len && text->ptr[0] != '"' ? mv_str_find(*text, STR(":"), 0) : SIZE_MAX;
	Str author;

	if (colon == SIZE_MAX)
		return take_value(text, true);
	author = mv_str_trim(mv_str_slice(*text, 0, colon));
	*text = mv_str_slice(*text, colon, text->len);
	return author;
}

static Changeset parse_changeset(Str rest)
{
	Changeset set = { 0 };

	if (rest.len && rest.ptr[0] == ':')
		rest = mv_str_slice(rest, 1, rest.len);
	rest = mv_str_trim(rest);
	set.author = take_author(&rest);
	if (rest.len && rest.ptr[0] == ':') {
		rest = mv_str_trim(mv_str_slice(rest, 1, rest.len));
		set.id = take_value(&rest, false);
		set.has_id = set.id.len > 0;
	}
	for (rest = mv_str_trim(rest); rest.len; rest = mv_str_trim(rest)) {
		Str key = take_value(&rest, true), value = STR("");

		if (rest.len && rest.ptr[0] == ':') {
			rest = mv_str_slice(rest, 1, rest.len);
			value = take_value(&rest, false);
		} else if (key.len == 0) {
			break;
		}
		if (mv_str_eq_case(key, STR("dbms")))
			set.dbms = value;
		else if (mv_str_eq_case(key, STR("endDelimiter")))
			set.end_delimiter = value;
		else if (mv_str_eq_case(key, STR("runInTransaction")))
			set.no_transaction = no(value);
		else if (mv_str_eq_case(key, STR("splitStatements")))
			set.no_split = no(value);
		else if (mv_str_eq_case(key, STR("runOnChange")) || mv_str_eq_case(key, STR("runAlways")))
			set.repeatable |= mv_str_eq_case(value, STR("true"));
	}
	return set;
}

/* "postgresql,oracle", "!h2", "all": is PostgreSQL among them? */
bool mv_liquibase_dbms(Str dbms)
{
	bool excluding = false, listed = false;

	if (mv_str_trim(dbms).len == 0)
		return true;
	while (dbms.len) {
		size_t comma = mv_str_find(dbms, STR(","), 0);
		Str name = mv_str_trim(mv_str_slice(dbms, 0, comma == SIZE_MAX ? dbms.len : comma));

		dbms = comma == SIZE_MAX ? STR("") : mv_str_slice(dbms, comma + 1, dbms.len);
		if (mv_str_eq_case(name, STR("all")))
			return true;
		if (mv_str_eq_case(name, STR("none")))
			return false;
		if (name.len && name.ptr[0] == '!') {
			excluding = true;
			if (mv_streq(mv_dialect_named(mv_str_slice(name, 1, name.len)), "postgresql"))
				return false;
		} else if (mv_streq(mv_dialect_named(name), "postgresql")) {
			listed = true;
		}
	}
	return listed || excluding;
}

/* Sections between lines that end with the delimiter ("GO", "/", ";;"); each goes to the server as it is. */
static void delimited_sections(Discovery *d, Migration *migration, size_t start, size_t end, Str delimiter)
{
	Str text = migration->source->text, rest = mv_str_slice(text, start, end), line;
	size_t from = start;
	Section *last;

	/* it is a regular expression: "\nGO" and "\n/" mean a line of its own */
	while (mv_str_starts(delimiter, STR("\\n")) || mv_str_starts(delimiter, STR("\\s")))
		delimiter = mv_str_slice(delimiter, 2, delimiter.len);
	if (mv_str_ends(delimiter, STR("$")) && delimiter.len > 1 && !mv_str_starts(delimiter, STR("$")))
		delimiter.len--;
	while (mv_str_next_line(&rest, &line)) {
		Str trimmed = mv_str_trim(line);
		size_t at;
		Section *section;

		if (delimiter.len == 0 || trimmed.len < delimiter.len ||
		    !mv_str_eq_case(mv_str_slice(trimmed, trimmed.len - delimiter.len, trimmed.len), delimiter))
			continue;
		/* "/" and "GO" at the end of a longer line are part of the SQL */
		if (trimmed.len > delimiter.len && (mv_str_eq(delimiter, STR("/")) || mv_str_eq_case(delimiter, STR("go"))))
			continue;
		at = (size_t)(trimmed.ptr - text.ptr) + trimmed.len - delimiter.len;
		section = mv_section_add(d, migration, 0, from, at, false);
		if (section)
			section->single = true;
		from = (size_t)(rest.ptr - text.ptr);
	}
	last = mv_section_add(d, migration, 0, from, end, false);
	if (last)
		last->single = true;
}

typedef struct Reading {
	Steps *steps;
	File *file;
	Source *source, *masked;
	Map ids;
	bool in_changeset;
	Changeset changeset;
	const Map *base; /* the file's changesets before: text by "author:id"; NULL: not compared */
	size_t rollback_start, rollback_end; /* 0,0: none */
	Span no_rollback; /* that there is nothing to roll back, or that it is another changeset's; {0,0}: not said */
	uint32_t count;
} Reading;

static void finish_changeset(Reading *reading, size_t end)
{
	Discovery *d = reading->steps->d;
	Changeset *set = &reading->changeset;
	Migration *migration;
	const char *version;
	Step *step;

	if (!reading->in_changeset)
		return;
	reading->in_changeset = false;
	reading->count++;
	if (!mv_liquibase_dbms(set->dbms))
		return;
	version = set->has_id ? mv_arena_format(d->arena, "%.*s:%.*s", STR_ARG(set->author), STR_ARG(set->id)) : "";
	step = mv_steps_add(reading->steps, reading->file, mv_str(version), set->has_id ? set->id : set->author);
	if (reading->base && set->has_id) {
		const Str *before = mv_map_get(reading->base, version);

		step->before = before;
		step->review = mv_tri(!before ||
				      !mv_str_eq(*before, mv_str_trim(mv_str_slice(reading->source->text, set->line, end))));
	}
	migration = step->migration;
	/* the changeset begins at its marker: places without one of their own point there */
	if (!set->has_id)
		mv_migration_problem(d, migration, "bad-directive",
				     (Span){ .start = (uint32_t)set->line, .end = (uint32_t)set->start },
				     "this changeset has no id: Liquibase refuses the file",
				     "write '--changeset author:id'");
	else if (mv_map_get(&reading->ids, version))
		mv_migration_problem(d, migration, "duplicate-version",
				     (Span){ .start = (uint32_t)set->line, .end = (uint32_t)set->start },
				     mv_arena_format(d->arena, "changeset '%s' stands in this file twice", version),
				     "give the newer of the two a new id: Liquibase refuses the file");
	mv_map_set(&reading->ids, version, migration);
	if (set->repeatable)
		migration->kind = MIGRATION_REPEATABLE;
	if (set->no_transaction)
		migration->transaction = TRANSACTION_NONE;
	if (set->end_delimiter.len && !mv_str_eq(set->end_delimiter, STR(";"))) {
		delimited_sections(d, migration, set->start, end, set->end_delimiter);
	} else {
		Section *section = mv_section_add(d, migration, 0, set->start, end, false);

		if (section && set->no_split) {
			section->single = true;
			if (set->no_transaction)
				section->transaction = TRANSACTION_IMPLICIT;
		}
	}
	if (reading->rollback_end) {
		migration->down_source = reading->masked;
		mv_section_add(d, migration, 1, reading->rollback_start, reading->rollback_end, true);
	}
	if (reading->no_rollback.end && !migration->has_down) {
		migration->has_down = true;
		migration->down_span = reading->no_rollback;
	}
	reading->rollback_start = reading->rollback_end = 0;
	reading->no_rollback = (Span){ 0 };
}

/* Keeps text[start, end) of the masked copy. */
static void unmask(Reading *reading, size_t start, size_t end)
{
	char *copy = (char *)(uintptr_t)reading->masked->text.ptr;

	memcpy(copy + start, reading->source->text.ptr + start, end - start);
	if (!reading->rollback_end)
		reading->rollback_start = start;
	reading->rollback_end = end;
}

static void make_masked(Reading *reading)
{
	Discovery *d = reading->steps->d;
	Source *masked;
	char *text;

	if (reading->masked)
		return;
	masked = MV_NEW(d->arena, Source);
	text = mv_arena_alloc(d->arena, reading->source->text.len + 1);
	for (size_t i = 0; i < reading->source->text.len; i++)
		text[i] = reading->source->text.ptr[i] == '\n' ? '\n' : ' ';
	*masked = *reading->source;
	masked->text = (Str){ .ptr = text, .len = reading->source->text.len };
	reading->masked = masked;
}

/* "--rollback DROP TABLE x;", "--rollback empty", "--rollback changesetId:..." */
static void rollback_line(Reading *reading, Str rest)
{
	Str text = mv_str_trim(rest);
	size_t start;

	if (text.len == 0 || mv_str_eq_case(text, STR("empty")) || mv_str_starts_case(text, STR("not required")) ||
	    mv_str_starts_case(text, STR("changesetid:")) || mv_str_starts_case(text, STR("changesetpath:"))) {
		start = (size_t)(rest.ptr - reading->source->text.ptr);
		reading->no_rollback = (Span){ (uint32_t)start, (uint32_t)(start + rest.len) };
		return;
	}
	make_masked(reading);
	start = (size_t)(text.ptr - reading->source->text.ptr);
	unmask(reading, start, start + text.len);
}

/*
 * Changelogs grow at their end: of a file that changed since the base, only the
 * changesets that are new or different there are under review.
 */
static const Map *base_changesets(Discovery *d, const File *file)
{
	const char *hash = d->base ? mv_map_get(d->base, file->source->file) : NULL, *key = NULL;
	Source *before = MV_NEW(d->arena, Source);
	size_t from = 0;
	Str bytes, rest, line, comment;
	Map *texts;

	if (!hash || !mv_git_blob(d->git_top, hash, &bytes, d->arena) ||
	    !mv_source_from_bytes(before, bytes, file->source->path, d->arena, NULL))
		return NULL;
	texts = MV_NEW(d->arena, Map);
	mv_map_init(texts, d->arena);
	rest = before->text;
	for (bool more = true; more;) {
		size_t at;
		Changeset set;

		more = mv_str_next_line(&rest, &line);
		if (more && (!comment_text(line, &comment) || !take(&comment, "changeset")))
			continue;
		at = more ? (size_t)(line.ptr - before->text.ptr) : before->text.len;
		if (key) {
			Str *text = MV_NEW(d->arena, Str);

			*text = mv_str_trim(mv_str_slice(before->text, from, at));
			mv_map_set(texts, key, text);
		}
		if (more)
			set = parse_changeset(comment);
		key = more ? mv_arena_format(d->arena, "%.*s:%.*s", STR_ARG(set.author), STR_ARG(set.id)) : NULL;
		from = at;
	}
	return texts;
}

static void read_formatted(Steps *steps, File *file)
{
	Discovery *d = steps->d;
	Reading reading = { .steps = steps, .file = file, .source = file->source };
	Str text = file->source->text, rest = text, line, comment;
	size_t block_end = 0; /* of a rollback block comment under way */

	mv_map_init(&reading.ids, d->arena);
	reading.base = base_changesets(d, file);
	while (mv_str_next_line(&rest, &line)) {
		size_t at = (size_t)(line.ptr - text.ptr), next = (size_t)(rest.ptr - text.ptr);
		Str trimmed = mv_str_trim(line), inside;

		if (rest.len == 0)
			next = text.len;
		if (at < block_end)
			continue;
		if (mv_str_starts(trimmed, STR("/*"))) {
			inside = mv_str_trim(mv_str_slice(trimmed, 2, trimmed.len));
			if (reading.in_changeset && take(&inside, "liquibase") && take_after_blank(&inside, "rollback")) {
				size_t from = (size_t)(inside.ptr - text.ptr);
				size_t close = mv_str_find(text, STR("*/"), from);

				block_end = close == SIZE_MAX ? text.len : close;
				make_masked(&reading);
				if (from < block_end)
					unmask(&reading, from, block_end);
			}
			continue;
		}
		if (!comment_text(line, &comment))
			continue;
		if (take(&comment, "changeset")) {
			finish_changeset(&reading, at);
			reading.changeset = parse_changeset(comment);
			reading.changeset.start = next;
			reading.changeset.line = at;
			reading.in_changeset = true;
		} else if (reading.in_changeset && take(&comment, "rollback")) {
			rollback_line(&reading, comment);
		}
	}
	finish_changeset(&reading, text.len);
	if (reading.count == 0)
		mv_discover_problem(d, "bad-directive", file->source->file, "this formatted SQL changelog has no changeset",
				    "write '--changeset author:id' in front of its statements");
}

void mv_liquibase_add_sql(Steps *steps, File *file)
{
	FileName name = mv_name_parse(file->name);
	Step *step;

	if (name.dialect && !mv_streq(name.dialect, "postgresql"))
		return;
	if (mv_file_source(steps->d, file) && mv_liquibase_formatted(file->source->text)) {
		read_formatted(steps, file);
		return;
	}
	step = mv_steps_add(steps, file, name.version.len ? name.version : name.stem, name.title);
	mv_section_whole(steps->d, step->migration);
}

/* ---- detection ---- */

static File *find_master(Discovery *d, Directory *directory)
{
	for (uint32_t i = 0; i < directory->files.count; i++) {
		if (mv_changelog_master(d, &directory->files.items[i]))
			return &directory->files.items[i];
	}
	return NULL;
}

bool mv_liquibase_claims(Discovery *d, Directory *directory)
{
	File *sample[6];
	uint32_t count;

	if (find_master(d, directory))
		return true;
	count = mv_sample_sql(d, directory, sample, 6);
	for (uint32_t i = 0; i < count; i++) {
		if (sample[i]->source && mv_liquibase_formatted(sample[i]->source->text))
			return true;
	}
	return false;
}

void mv_liquibase_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	Steps steps = mv_steps_new(d, layout ? layout : &mv_layout_liquibase, directory, ORDER_LISTED);
	File *master = find_master(d, directory);

	if (master) {
		mv_changelog_add(&steps, master);
	} else {
		for (uint32_t i = 0; i < directory->files.count; i++) {
			File *file = &directory->files.items[i];

			/* without a master, includeAll's order: by name; what is not formatted may be anything */
			if (mv_name_parse(file->name).sql && mv_file_source(d, file) &&
			    mv_liquibase_formatted(file->source->text))
				mv_liquibase_add_sql(&steps, file);
		}
	}
	mv_steps_finish(&steps);
}
