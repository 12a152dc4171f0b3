/*
 * layout_markers.c: runners that keep up and down in one file, divided by
 * comment lines. One table of markers; one scan of a file's lines.
 */
#include "families.h"

#include <string.h>

/* goose begins a transaction for each migration; NO TRANSACTION runs statement by statement. */
const Layout mv_layout_goose = {
	.name = "goose",
	.runner = "goose",
	.no_transaction = "'-- +goose NO TRANSACTION'",
	.history_table = "goose_db_version",
	.transaction = TRANSACTION_FILE,
	.late = LATE_REFUSED,
};

/* A transaction per migration; "transaction:false" sends the part as one query string. */
const Layout mv_layout_dbmate = {
	.name = "dbmate",
	.runner = "dbmate",
	.no_transaction = "'-- migrate:up transaction:false'",
	.history_table = "schema_migrations",
	.transaction = TRANSACTION_FILE,
	.late = LATE_APPLIED,
};

/* The same file format as dbmate's. */
const Layout mv_layout_schemactl = {
	.name = "schemactl",
	.runner = "schemactl",
	.history_table = "schema_migrations",
	.transaction = TRANSACTION_FILE,
	.late = LATE_APPLIED,
};

/* A transaction per migration; "notransaction" executes statement by statement. */
const Layout mv_layout_sql_migrate = {
	.name = "sql-migrate",
	.runner = "sql-migrate",
	.no_transaction = "'-- +migrate Up notransaction'",
	.history_table = "gorp_migrations",
	.transaction = TRANSACTION_FILE,
	.late = LATE_APPLIED,
	.by_name = true,
};

/* One transaction per migration (read from its source); an autocommit marker takes single statements out of it. */
const Layout mv_layout_dbwarden = {
	.name = "dbwarden",
	.runner = "DBWarden",
	.history_table = "_dbwarden_migrations",
	.transaction = TRANSACTION_FILE,
	.checksum = CHECKSUM_STATEMENTS,
};

/* A transaction per migration; disable-tx splits the file and executes statement by statement. */
const Layout mv_layout_tern = {
	.name = "tern",
	.runner = "tern",
	.no_transaction = "'---- tern: disable-tx ----'",
	.history_table = "schema_version",
	.transaction = TRANSACTION_FILE,
	.late = LATE_SKIPPED,
	.contiguous = true,
};

/* --single-transaction is the default: all pending migrations in one. */
const Layout mv_layout_node_pg_migrate = {
	.name = "node-pg-migrate",
	.runner = "node-pg-migrate",
	.history_table = "pgmigrations",
	.transaction = TRANSACTION_ALL,
	.late = LATE_REFUSED,
	.by_name = true,
};

/* Play's evolutions switch autocommit off unless configured: one transaction per evolution. */
const Layout mv_layout_evolutions = {
	.name = "play-evolutions",
	.runner = "Play evolutions",
	.history_table = "play_evolutions",
	.transaction = TRANSACTION_FILE,
	.checksum = CHECKSUM_STATEMENTS,
	.contiguous = true,
};

/* ---- markers ---- */

typedef enum MarkerKind {
	MARKER_NONE,
	MARKER_UP,
	MARKER_DOWN,
	MARKER_BEGIN,  /* what follows, up to END, is one statement */
	MARKER_END,
	MARKER_NO_TRANSACTION,
	MARKER_AUTOCOMMIT, /* up to the next blank line: outside of the transaction */
	MARKER_OTHER,  /* belongs to the runner, divides nothing */
} MarkerKind;

typedef struct Marker {
	MarkerKind kind;
	Str attributes; /* what follows on the line */
} Marker;

/* `word` at the start of `*s`, in any letter case, followed by blank space or the end. */
static bool take_word(Str *s, Str word)
{
	if (!mv_str_starts_case(*s, word))
		return false;
	if (s->len > word.len && s->ptr[word.len] != ' ' && s->ptr[word.len] != '\t')
		return false;
	*s = mv_str_trim(mv_str_slice(*s, word.len, s->len));
	return true;
}

static Marker goose_marker(Str rest)
{
	if (!take_word(&rest, STR("+goose")))
		return (Marker){ 0 };
	if (take_word(&rest, STR("up")))
		return (Marker){ .kind = MARKER_UP };
	if (take_word(&rest, STR("down")))
		return (Marker){ .kind = MARKER_DOWN };
	if (take_word(&rest, STR("statementbegin")))
		return (Marker){ .kind = MARKER_BEGIN };
	if (take_word(&rest, STR("statementend")))
		return (Marker){ .kind = MARKER_END };
	if (take_word(&rest, STR("no")))
		return (Marker){ .kind = MARKER_NO_TRANSACTION };
	return (Marker){ .kind = MARKER_OTHER };
}

static Marker sql_migrate_marker(Str rest)
{
	if (!take_word(&rest, STR("+migrate")))
		return (Marker){ 0 };
	if (take_word(&rest, STR("up")))
		return (Marker){ .kind = MARKER_UP, .attributes = rest };
	if (take_word(&rest, STR("down")))
		return (Marker){ .kind = MARKER_DOWN, .attributes = rest };
	if (take_word(&rest, STR("statementbegin")))
		return (Marker){ .kind = MARKER_BEGIN };
	if (take_word(&rest, STR("statementend")))
		return (Marker){ .kind = MARKER_END };
	return (Marker){ .kind = MARKER_OTHER };
}

static Marker dbmate_marker(Str rest)
{
	if (take_word(&rest, STR("migrate:up")))
		return (Marker){ .kind = MARKER_UP, .attributes = rest };
	if (take_word(&rest, STR("migrate:down")))
		return (Marker){ .kind = MARKER_DOWN, .attributes = rest };
	return (Marker){ 0 };
}

static Marker dbwarden_marker(Str rest)
{
	if (take_word(&rest, STR("upgrade")) && rest.len == 0)
		return (Marker){ .kind = MARKER_UP };
	if (take_word(&rest, STR("rollback")) && rest.len == 0)
		return (Marker){ .kind = MARKER_DOWN };
	if (take_word(&rest, STR("@dbwarden:autocommit")))
		return (Marker){ .kind = MARKER_AUTOCOMMIT };
	return (Marker){ 0 };
}

static Marker tern_marker(Str rest)
{
	while (rest.len && rest.ptr[0] == '-')
		rest = mv_str_slice(rest, 1, rest.len);
	rest = mv_str_trim(rest);
	if (mv_str_starts_case(rest, STR("create above / drop below")))
		return (Marker){ .kind = MARKER_DOWN };
	if (mv_str_starts_case(rest, STR("tern: disable-tx")))
		return (Marker){ .kind = MARKER_NO_TRANSACTION };
	return (Marker){ 0 };
}

static Marker node_marker(Str rest)
{
	while (rest.len && (rest.ptr[0] == '-' || rest.ptr[0] == ' '))
		rest = mv_str_slice(rest, 1, rest.len);
	if (take_word(&rest, STR("up")) && take_word(&rest, STR("migration")))
		return (Marker){ .kind = MARKER_UP };
	if (take_word(&rest, STR("down")) && take_word(&rest, STR("migration")))
		return (Marker){ .kind = MARKER_DOWN };
	return (Marker){ 0 };
}

static Marker evolutions_marker(Str rest)
{
	while (rest.len && (rest.ptr[0] == '-' || rest.ptr[0] == ' '))
		rest = mv_str_slice(rest, 1, rest.len);
	if (take_word(&rest, STR("!ups")))
		return (Marker){ .kind = MARKER_UP };
	if (take_word(&rest, STR("!downs")))
		return (Marker){ .kind = MARKER_DOWN };
	return (Marker){ 0 };
}

/* In the order in which they are tried; `weak` ones could be a comment for people, so half of the files must agree. */
static const struct {
	const Layout *layout;
	Marker (*read)(Str rest); /* of the text behind "--" */
	bool weak;
	bool up_first; /* the up part needs no marker */
} dialects[] = {
	{ &mv_layout_goose, goose_marker, false, false },
	{ &mv_layout_sql_migrate, sql_migrate_marker, false, false },
	{ &mv_layout_dbmate, dbmate_marker, false, false },
	{ &mv_layout_schemactl, dbmate_marker, false, false },
	{ &mv_layout_tern, tern_marker, false, true },
	{ &mv_layout_evolutions, evolutions_marker, false, false },
	{ &mv_layout_dbwarden, dbwarden_marker, true, false },
	{ &mv_layout_node_pg_migrate, node_marker, true, true },
};
#define DIALECT_COUNT (sizeof dialects / sizeof dialects[0])

/* Takes the next line that may be a marker; `start` and `end` are its place with the line end. */
static bool next_comment(Str text, size_t *position, Str *rest, size_t *start, size_t *end)
{
	while (*position < text.len) {
		const char *begin = text.ptr + *position, *p = begin;
		const char *newline = memchr(begin, '\n', text.len - *position);
		const char *stop = newline ? newline : text.ptr + text.len;

		*start = *position;
		*end = newline ? (size_t)(newline - text.ptr) + 1 : text.len;
		*position = *end;
		while (p < stop && (*p == ' ' || *p == '\t'))
			p++;
		if (stop - p >= 2 && p[0] == '-' && p[1] == '-')
			p += 2;
		else if (stop - p >= 2 && p[0] == '#' && p[1] == ' ')
			p += 1; /* Play's own comment sign */
		else
			continue;
		*rest = mv_str_trim((Str){ .ptr = p, .len = (size_t)(stop - p) });
		return true;
	}
	return false;
}

/* ---- detection ---- */

#define SAMPLE 12

const Layout *mv_markers_in(Str text)
{
	size_t position = 0, start, end;
	Str rest;

	while (next_comment(text, &position, &rest, &start, &end)) {
		for (size_t i = 0; i < DIALECT_COUNT; i++) {
			if (dialects[i].read(rest).kind != MARKER_NONE)
				return dialects[i].layout;
		}
	}
	return NULL;
}

const Layout *mv_markers_layout(Discovery *d, Directory *directory)
{
	File *sample[SAMPLE];
	uint32_t votes[DIALECT_COUNT] = { 0 }, read = 0, count = mv_sample_sql(d, directory, sample, SAMPLE);

	for (uint32_t i = 0; i < count; i++) {
		const Layout *layout;

		if (!sample[i]->source)
			continue;
		read++;
		layout = mv_markers_in(sample[i]->source->text);
		for (size_t k = 0; k < DIALECT_COUNT && layout; k++)
			votes[k] += dialects[k].layout == layout;
	}
	for (size_t i = 0; i < DIALECT_COUNT; i++) {
		if (votes[i] && (!dialects[i].weak || votes[i] * 2 >= read))
			return dialects[i].layout;
	}
	return NULL;
}

/* ---- sections ---- */

typedef struct Parts {
	Discovery *d;
	Migration *migration;
	size_t start; /* of the section under way */
	enum { IN_NOTHING, IN_UP, IN_DOWN } part;
	bool single;
	TransactionMode up, down; /* as the markers ask; UNKNOWN: the migration's */
	TransactionMode section;  /* of the section under way */
} Parts;

static void close_section(Parts *parts, size_t end)
{
	Section *section = NULL;

	if (parts->part != IN_NOTHING)
		section = mv_section_add(parts->d, parts->migration, 0, parts->start, end, parts->part == IN_DOWN);
	if (section) {
		section->single = parts->single;
		section->transaction = parts->section != TRANSACTION_UNKNOWN ? parts->section :
				       parts->part == IN_DOWN ? parts->down : parts->up;
	}
}

static Span line_span(size_t start, size_t end)
{
	return (Span){ .start = (uint32_t)start, .end = (uint32_t)end };
}

/* "transaction:false", "notransaction" */
static TransactionMode attribute_mode(Str attributes)
{
	if (mv_str_find(attributes, STR("transaction:false"), 0) != SIZE_MAX)
		return TRANSACTION_IMPLICIT; /* dbmate: one query string */
	if (mv_str_find(attributes, STR("notransaction"), 0) != SIZE_MAX)
		return TRANSACTION_NONE;
	return TRANSACTION_UNKNOWN;
}

/* End of the stretch that an autocommit marker covers: the next blank line. */
static size_t stretch_end(Str text, size_t from)
{
	size_t position = from;
	bool seen = false;

	while (position < text.len) {
		size_t newline = mv_str_find(text, STR("\n"), position);
		size_t end = newline == SIZE_MAX ? text.len : newline + 1;
		Str line = mv_str_trim(mv_str_slice(text, position, end));

		if (line.len == 0 && seen)
			return position;
		seen |= line.len > 0;
		position = end;
	}
	return text.len;
}

void mv_markers_sections(Discovery *d, const Layout *layout, Migration *migration)
{
	Parts parts = { .d = d, .migration = migration };
	Str text = migration->source->text, rest;
	size_t position = 0, start, end, autocommit_end = 0, begin_at = 0;
	size_t dialect = 0;
	bool no_transaction = false, marked = false;

	while (dialect + 1 < DIALECT_COUNT && dialects[dialect].layout != layout)
		dialect++;
	if (dialects[dialect].up_first)
		parts.part = IN_UP;
	while (next_comment(text, &position, &rest, &start, &end)) {
		Marker marker = dialects[dialect].read(rest);

		if (autocommit_end && start >= autocommit_end) {
			close_section(&parts, autocommit_end);
			parts.start = autocommit_end;
			parts.section = TRANSACTION_UNKNOWN;
			autocommit_end = 0;
		}
		switch (marker.kind) {
		case MARKER_NONE:
		case MARKER_OTHER:
			continue;
		case MARKER_UP:
		case MARKER_DOWN:
			/* sections end here even if a StatementEnd is missing */
			if (parts.single)
				mv_migration_problem(d, migration, "bad-directive", line_span(begin_at, start),
						     "'StatementBegin' has no 'StatementEnd' before the next part",
						     "add the missing marker: without it the runner refuses the file");
			/* node-pg-migrate: what stands before "Up Migration" is left out */
			if (!(parts.part == IN_UP && marker.kind == MARKER_UP && !marked))
				close_section(&parts, start);
			marked = true;
			parts.single = false;
			parts.section = TRANSACTION_UNKNOWN;
			parts.start = end;
			if (marker.kind == MARKER_UP) {
				parts.part = IN_UP;
				parts.up = attribute_mode(marker.attributes);
			} else {
				parts.part = IN_DOWN;
				parts.down = attribute_mode(marker.attributes);
				migration->has_down = true;
				migration->down_span = line_span(start, text.len);
			}
			break;
		case MARKER_BEGIN:
			close_section(&parts, start);
			parts.start = end;
			parts.single = true;
			begin_at = start;
			break;
		case MARKER_END:
			close_section(&parts, start);
			parts.start = end;
			parts.single = false;
			break;
		case MARKER_NO_TRANSACTION:
			no_transaction = true;
			break;
		case MARKER_AUTOCOMMIT:
			close_section(&parts, start);
			parts.start = end;
			parts.section = TRANSACTION_NONE;
			autocommit_end = stretch_end(text, end);
			break;
		}
	}
	if (autocommit_end && autocommit_end < text.len) {
		close_section(&parts, autocommit_end);
		parts.start = autocommit_end;
		parts.section = TRANSACTION_UNKNOWN;
	}
	if (parts.single)
		mv_migration_problem(d, migration, "bad-directive", line_span(begin_at, begin_at),
				     "'StatementBegin' has no 'StatementEnd'",
				     "add the missing marker: without it the runner refuses the file");
	if (!marked && !dialects[dialect].up_first && text.len) {
		mv_migration_problem(d, migration, "bad-directive", (Span){ 0 },
				     mv_arena_format(d->arena, "this file has none of the markers that %s looks for",
						     layout->runner),
				     "mark the part that is to be applied; it was read as one up part here");
		parts.part = IN_UP;
	}
	close_section(&parts, text.len);
	if (parts.up != TRANSACTION_UNKNOWN)
		migration->transaction = parts.up;
	if (no_transaction) {
		migration->transaction = TRANSACTION_NONE;
		/* a StatementBegin block is sent as one query string */
		for (uint32_t i = 0; i < migration->sections.count; i++) {
			if (migration->sections.items[i].single)
				migration->sections.items[i].transaction = TRANSACTION_IMPLICIT;
		}
	}
	/* a down part without an attribute of its own is not covered by the up part's */
	for (uint32_t i = 0; i < migration->sections.count; i++) {
		Section *section = &migration->sections.items[i];

		if (section->down && section->transaction == TRANSACTION_UNKNOWN && !no_transaction &&
		    migration->transaction != layout->transaction)
			section->transaction = layout->transaction;
	}
}

/* ---- collecting ---- */

/* DBWarden: "<db>__0001_name.sql", "<db>__RA__name.sql", "RA__name.sql" */
static bool dbwarden_name(Str stem, Str *version, Str *title)
{
	size_t at = mv_str_find(stem, STR("RA__"), 0);

	if (at == SIZE_MAX)
		at = mv_str_find(stem, STR("ROC__"), 0);
	if (at != SIZE_MAX && (at == 0 || mv_str_ends(mv_str_slice(stem, 0, at), STR("__")))) {
		*version = STR("");
		*title = mv_str_slice(stem, mv_str_find(stem, STR("__"), at) + 2, stem.len);
		return true;
	}
	at = mv_str_find(stem, STR("__"), 0);
	if (at != SIZE_MAX) {
		size_t end = at + 2;

		while (end < stem.len && stem.ptr[end] >= '0' && stem.ptr[end] <= '9')
			end++;
		*version = mv_str_slice(stem, at + 2, end);
		*title = mv_str_slice(stem, end, stem.len);
	}
	return false;
}

void mv_markers_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	bool numbers = layout == &mv_layout_goose || layout == &mv_layout_tern || layout == &mv_layout_evolutions;
	Steps steps = mv_steps_new(d, layout, directory, numbers ? ORDER_NUMBER : ORDER_NATURAL);

	/* sql-migrate and node-pg-migrate tell migrations apart by the whole file name */
	steps.unique_versions = layout != &mv_layout_sql_migrate && layout != &mv_layout_node_pg_migrate;
	for (uint32_t i = 0; i < directory->files.count; i++) {
		File *file = &directory->files.items[i];
		FileName name = mv_name_parse(file->name);
		Str version = name.version, title = name.title;
		bool repeatable = false;
		Step *step;

		if (name.dialect && !mv_streq(name.dialect, "postgresql"))
			continue;
		if (name.language && version.len && name.part != PART_DOWN) {
			step = mv_steps_add_opaque(&steps, file, version, title, name.language);
		} else if (name.sql && name.part != PART_DOWN) {
			if (layout == &mv_layout_dbwarden && !version.len)
				repeatable = dbwarden_name(name.stem, &version, &title);
			/* without a number and without a marker: not one of the runner's files */
			if (!version.len && !repeatable &&
			    (!mv_file_source(d, file) || !mv_markers_in(file->source->text)))
				continue;
			step = mv_steps_add(&steps, file, version, title);
			if (step->migration->source)
				mv_markers_sections(d, layout, step->migration);
		} else {
			continue;
		}
		if (repeatable) {
			step->migration->kind = MIGRATION_REPEATABLE;
			step->rank = 1;
			step->key = mv_arena_strdup(d->arena, file->name);
		} else if (!steps.unique_versions) {
			step->key = mv_arena_strndup(d->arena, name.stem.ptr, name.stem.len);
		}
	}
	mv_steps_finish(&steps);
}
