/*
 * drift.c: `migvet drift`: is a database what its migrations make? Expected is
 * the replay of those that its runner's table calls applied: pending ones are
 * no drift. Without that table (a snapshot has none) all of them are, or those
 * up to PATH@VERSION.
 */
#include "diff_sql.h"
#include "drift_findings.h"

#include "cli.h"

#include "migvet/diff.h"
#include "migvet/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const Flag flags[] = {
	FLAG_FORMAT("text", "json", "yaml", "markdown", "sarif", "sql"),
	FLAG_OUTPUT,
	{ .name = "ignore", .argument = "PATTERN", .repeated = true, .help = "what matches is no drift: 'table audit_*', 'public.tmp_*'" },
	{ .name = "include", .argument = "PATTERN", .repeated = true, .help = "what matches counts although it is a runner's own: 'table schema_migrations'" },
	{ .name = "ignore-column-order", .help = "the order of a table's columns is no drift" },
	{ .name = "renames", .help = "take what may have been renamed for renamed" },
	{ .name = "all", .help = "all migrations are applied: do not ask the runner's table" },
	FLAG_HISTORY_TABLE,
	FLAG_COLOR,
	FLAG_CONFIG,
	FLAG_NO_CONFIG,
	FLAG_TIMEOUT,
	FLAG_PROJECT,
	FLAG_WORKSPACE,
	{ .name = NULL },
};

typedef struct Drift {
	const CommandLine *line;
	Arena *arena;
	SideOptions options;
	Side expected, found;
	VEC(const char *) history_tables; /* "schema.name", as the database has them */
	DifferenceVec differences;
} Drift;

/* ---- what is applied ---- */

static void __attribute__((format(printf, 3, 4))) doubt(Side *side, Arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	*VEC_PUSH(arena, &side->unknown) = mv_arena_vformat(arena, format, args);
	va_end(args);
}

/* Is the schema that of before this entry? What cannot be told is a doubt, and no drift. */
static bool is_not_there(Side *side, Arena *arena, const StatusEntry *entry)
{
	const char *name = entry->version && *entry->version ? entry->version : entry->name ? entry->name : "?";

	switch (entry->state) {
	case STATUS_APPLIED:
	case STATUS_BASELINE:
		return false;
	case STATUS_IGNORED:
	case STATUS_PENDING:
	case STATUS_OUT_OF_ORDER:
		return true;
	case STATUS_RERUN:
	case STATUS_OUTDATED:
		doubt(side, arena, "migration '%s' is not the one that ran", name);
		return false;
	case STATUS_MISSING:
		doubt(side, arena, "migration '%s' was applied, and there is no file", name);
		return true;
	case STATUS_FAILED:
	case STATUS_DIRTY:
		doubt(side, arena, "migration '%s' did not end well", name);
		return true;
	case STATUS_UNKNOWN:
		doubt(side, arena, "whether migration '%s' is applied is not known", name);
		return false;
	}
	return false;
}

static void take_out(MigrationSet *set, const Migration *migration)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < set->migrations.count; i++) {
		if (set->migrations.items[i] != migration)
			set->migrations.items[kept++] = set->migrations.items[i];
	}
	set->migrations.count = kept;
}

static bool choose_applied(Side *side, void *data, Arena *arena, Error *err)
{
	Drift *drift = data;
	const StatusOptions options = { .url = drift->found.path, .history_table = mv_flag_value(drift->line, "history-table"), .timeout = drift->options.timeout };
	Status status;

	if (!mv_status_read(&options, &side->run.project, &status, arena, err))
		return false;
	for (uint32_t h = 0; h < status.histories.count; h++) {
		const StatusHistory *history = &status.histories.items[h];

		*VEC_PUSH(arena, &drift->history_tables) = history->table;
		for (uint32_t i = 0; i < history->entries.count; i++) {
			const StatusEntry *entry = &history->entries.items[i];

			if (!is_not_there(side, arena, entry) || !entry->migration)
				continue;
			for (uint32_t s = 0; s < side->run.project.sets.count; s++)
				take_out(side->run.project.sets.items[s], entry->migration);
		}
	}
	return true;
}

/* ---- what is no drift ---- */

/* In these runners keep their books; what is theirs no migration makes. */
static const char *const books[] = {
	"__diesel_schema_migrations", "__drizzle_migrations", "_dbwarden_lock", "_dbwarden_migrations", "_dbwarden_seeds", "_prisma_migrations",
	"_sqlx_migrations", "alembic_version", "atlas_schema_revisions", "databasechangelog", "databasechangeloglock", "db_migrations", "django_migrations",
	"ducktracker_schema_history", "flyway_schema_history", "goose_db_version", "gorp_migrations", "pgmigrations", "play_evolutions",
	"refinery_schema_history", "schema_migration", "schema_migrations", "schema_version",
};
static const char *const schemas_of_books[] = { "drizzle", "graphile_migrate", "sqitch", "supabase_migrations", "atlas_schema_revisions" };

static bool is_one_of(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (mv_streq(names[i], name))
			return true;
	}
	return false;
}

static bool is_book(const Drift *drift, const Difference *difference)
{
	const char *relation = difference->relation ? difference->relation : difference->name;
	const char *schema = difference->object == OBJ_SCHEMA ? difference->name : difference->schema;
	const char *full = mv_arena_format(drift->arena, "%s.%s", difference->schema ? difference->schema : "", relation);

	if (difference->kind != DIFFERENCE_UNEXPECTED)
		return false;
	return is_one_of(books, sizeof books / sizeof *books, relation) ||
	       is_one_of(schemas_of_books, sizeof schemas_of_books / sizeof *schemas_of_books, schema) ||
	       is_one_of(drift->history_tables.items, drift->history_tables.count, full);
}

/* A pattern is of the full name, or of kind and name. */
static bool matches(const Drift *drift, const char *pattern, const Difference *difference)
{
	const char *relation = difference->relation ? difference->relation : difference->name;
	const char *kind = mv_object_kind_name(difference->object);
	const char *schema = difference->schema && *difference->schema ? difference->schema : NULL;
	const char *names[] = {
		relation, difference->name,
		schema ? mv_arena_format(drift->arena, "%s.%s", schema, relation) : relation,
		mv_arena_format(drift->arena, "%s %s", kind, difference->name),
		mv_arena_format(drift->arena, "%s %s.%s", kind, schema ? schema : "", relation),
		difference->relation ? mv_arena_format(drift->arena, "%s %s.%s", kind, relation, difference->name) : relation,
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (mv_glob_match(pattern, names[i]))
			return true;
	}
	return false;
}

static bool is_named(const Drift *drift, const char *flag, const Difference *difference)
{
	for (uint32_t i = 0; i < drift->line->flags.count; i++) {
		const GivenFlag *given = &drift->line->flags.items[i];

		if (strcmp(given->flag->name, flag) == 0 && matches(drift, given->value, difference))
			return true;
	}
	return false;
}

static bool is_ignored(const Drift *drift, const Difference *difference)
{
	const Config *config = &drift->expected.run.config;

	for (uint32_t i = 0; i < config->drift_ignore.count; i++) {
		if (matches(drift, config->drift_ignore.items[i], difference))
			return true;
	}
	if (difference->physical && mv_flag_given(drift->line, "ignore-column-order"))
		return true;
	return is_named(drift, "ignore", difference) || (is_book(drift, difference) && !is_named(drift, "include", difference));
}

/* From the database to what it should be, kinds are the other way round. */
static bool is_left_alone(const void *data, const Difference *difference)
{
	const Drift *drift = data;
	Difference turned = *difference;

	if (difference->kind == DIFFERENCE_MISSING)
		turned.kind = DIFFERENCE_UNEXPECTED;
	else if (difference->kind == DIFFERENCE_UNEXPECTED)
		turned.kind = DIFFERENCE_MISSING;
	return difference->uncertain || is_ignored(drift, &turned);
}

static uint32_t certain_ones(const Drift *drift)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < drift->differences.count; i++)
		count += !drift->differences.items[i].uncertain;
	return count;
}

/* ---- the command ---- */

static bool open_both(Drift *drift, Error *err)
{
	const CommandLine *line = drift->line;

	if (line->arguments.count != 2)
		return mv_fail(err, "the migrations and the database are needed: migvet drift PATH URL|SNAPSHOT");
	if (!mv_side_parse(&drift->expected, line->arguments.items[0], drift->arena, err) ||
	    !mv_side_parse(&drift->found, line->arguments.items[1], drift->arena, err))
		return false;
	if (drift->expected.kind != SIDE_MIGRATIONS)
		return mv_fail(err, "'%s' is no directory of migrations; 'migvet diff' compares anything", drift->expected.given);
	if (drift->found.kind != SIDE_FILE && drift->found.kind != SIDE_DATABASE)
		return mv_fail(err, "'%s' is neither a database nor a snapshot; 'migvet diff' compares anything", drift->found.given);
	if (!mv_side_open(&drift->found, &drift->options, drift->arena, err))
		return false;
	drift->options.server_version = drift->found.server_version;
	if (drift->found.kind == SIDE_DATABASE && !drift->expected.version && !mv_flag_given(line, "all")) {
		drift->options.choose = choose_applied;
		drift->options.choose_data = drift;
	}
	return mv_side_open(&drift->expected, &drift->options, drift->arena, err);
}

static void compare(Drift *drift)
{
	DifferenceVec all = { 0 };

	mv_schema_diff(&drift->expected.schema, &drift->found.schema, drift->arena, &all);
	for (uint32_t i = 0; i < all.count; i++) {
		if (!is_ignored(drift, &all.items[i]))
			*VEC_PUSH(drift->arena, &drift->differences) = all.items[i];
	}
}

/* In the order of the flag's words. */
typedef enum DriftFormat { FORMAT_TEXT, FORMAT_JSON, FORMAT_YAML, FORMAT_MARKDOWN, FORMAT_SARIF, FORMAT_SQL } DriftFormat;

static void write_unknown(const Side *side, StrBuf *out)
{
	for (uint32_t i = 0; i < side->unknown.count; i++) {
		mv_buf_adds(out, "-- migvet: not known of ");
		mv_buf_add_clean(out, mv_str(side->given));
		mv_buf_adds(out, ": ");
		mv_buf_add_clean(out, mv_str(side->unknown.items[i]));
		mv_buf_addc(out, '\n');
	}
}

/* The statements that bring the database back in line, for people to look at: nothing executes them. */
static bool write_repair(const Drift *drift, StrBuf *out, Error *err)
{
	const DiffSql job = { .from = &drift->found.schema, .to = &drift->expected.schema, .options = &drift->options, .arena = drift->arena,
			      .server_version = drift->found.server_version, .renames = mv_flag_given(drift->line, "renames"),
			      .skip = is_left_alone, .skip_data = drift };

	write_unknown(&drift->expected, out);
	write_unknown(&drift->found, out);
	return mv_diff_statements(&job, out, err);
}

static bool write_report(const Drift *drift, DriftFormat format, StrBuf *out, Error *err)
{
	const DiffReport report = {
		.left = drift->expected.given, .right = drift->found.given, .differences = &drift->differences,
		.left_unknown = drift->expected.unknown.items, .left_unknown_count = drift->expected.unknown.count,
		.right_unknown = drift->found.unknown.items, .right_unknown_count = drift->found.unknown.count,
		.renames = mv_flag_given(drift->line, "renames"), .drift = true, .arena = drift->arena,
	};

	switch (format) {
	case FORMAT_TEXT:
		mv_diff_report_text(&report, mv_terminal_color(mv_flag_value(drift->line, "color"), mv_flag_given(drift->line, "output")), out);
		break;
	case FORMAT_JSON:
		mv_diff_report_describe(&report, WRITER_JSON, out);
		break;
	case FORMAT_YAML:
		mv_diff_report_describe(&report, WRITER_YAML, out);
		break;
	case FORMAT_MARKDOWN:
		mv_diff_report_markdown(&report, out);
		break;
	case FORMAT_SARIF:
		mv_drift_write_sarif(&(DriftFindings){ .differences = &drift->differences, .project = &drift->expected.run.project,
						       .found = drift->found.given, .arena = drift->arena }, out);
		break;
	case FORMAT_SQL:
		return write_repair(drift, out, err);
	}
	return true;
}

static int drift_command(const CommandLine *line)
{
	Drift drift = { .line = line, .arena = mv_arena_new(),
			.options.run = { .config_file = mv_flag_value(line, "config"), .no_config = mv_flag_given(line, "no-config") } };
	const char *file = mv_flag_value(line, "output");
	Error err = { 0 };
	StrBuf out = { 0 };
	bool ok = mv_flag_int(line, "timeout", 1, 86400, 60, &drift.options.timeout, &err) && open_both(&drift, &err);
	int code = EXIT_FAILED;

	if (ok) {
		compare(&drift);
		ok = write_report(&drift, (DriftFormat)mv_flag_choice(line, "format"), &out, &err);
		ok = ok && (file ? mv_write_file(file, &out, &err) : mv_cli_print(&out) || mv_fail(&err, "standard output cannot be written"));
	}
	if (ok && certain_ones(&drift))
		code = EXIT_FINDINGS;
	else if (ok && !drift.differences.count && !drift.expected.unknown.count && !drift.found.unknown.count)
		code = EXIT_CLEAN;
	else if (ok)
		mv_cli_note("no drift is known, but not all is known");
	else
		mv_cli_fail(&err);
	if (code != EXIT_FAILED)
		mv_cli_outcome("drift", code, "%u difference%s", (unsigned)drift.differences.count, drift.differences.count == 1 ? "" : "s");
	mv_buf_release(&out);
	mv_side_release(&drift.expected);
	mv_side_release(&drift.found);
	mv_arena_free(drift.arena);
	return code;
}

const Command mv_command_drift = {
	.name = "drift",
	.arguments = (const Argument[]){ { .name = "PATH", .takes = TAKES_PATH, .help = "the migrations; PATH@VERSION: up to there" },
					{ .name = "URL|SNAPSHOT", .takes = TAKES_PATH, .help = "the database, or what 'migvet snapshot' wrote of it" },
					{ .name = NULL } },
	.summary = "Tell whether a database is what its migrations make.",
	.description = "Expected is what the migrations make that the runner's table in the database calls applied; pending ones are no\n"
		       "drift. A snapshot does not hold that table: all migrations count then, or those up to PATH@VERSION.\n"
		       "Left out are members of extensions, what partitions have from their parent, and the runners' own tables. --format sql\n"
		       "writes the statements that bring the database back in line, marked where they are dangerous; nothing executes them.",
	.examples = "migvet drift db/migrations postgresql://reader@db/shop\n"
		    "migvet drift db/migrations@20240131 schema.json --ignore 'table public.tmp_*'",
	.flags = flags,
	.exits = { "no drift", "drift", "it failed, or nothing differs and not all is known" },
	.workspace = WORDS("{path}", "{database}"),
	.run = drift_command,
};
