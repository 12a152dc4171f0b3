/* diff.c: `migvet diff`: what differs between two schemas, wherever they are. */
#include "diff_sql.h"

#include "cli.h"

#include "migvet/diff.h"

#include <string.h>
#include <unistd.h>

static const Flag flags[] = {
	FLAG_FORMAT("text", "json", "yaml", "markdown", "sql"),
	FLAG_OUTPUT,
	{ .name = "renames", .help = "take what may have been renamed for renamed" },
	{ .name = "ignore-column-order", .help = "the order of a table's columns is no difference" },
	FLAG_COLOR,
	FLAG_CONFIG,
	FLAG_NO_CONFIG,
	{ .name = "postgres-version", .argument = "LIST", .help = "of what says none itself; the last one counts" },
	FLAG_TIMEOUT,
	FLAG_PROJECT,
	FLAG_WORKSPACE,
	{ .name = NULL },
};

/* In the order of the flag's words. */
typedef enum DiffFormat { FORMAT_TEXT, FORMAT_JSON, FORMAT_YAML, FORMAT_MARKDOWN, FORMAT_SQL } DiffFormat;

typedef struct Comparison {
	const CommandLine *line;
	Arena *arena;
	SideOptions options;
	Side sides[2];
	DiffFormat format;
	DifferenceVec differences;
} Comparison;

/* A snapshot or a dump says which server it is of; what replays migrations then does so as that server would. */
static bool open_sides(Comparison *c, Error *err)
{
	bool given = c->options.run.versions != NULL;

	for (int i = 0; i < 2; i++) {
		if (!mv_side_parse(&c->sides[i], c->line->arguments.items[i], c->arena, err))
			return false;
	}
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < 2; i++) {
			Side *side = &c->sides[i];
			bool says = side->kind == SIDE_FILE || side->kind == SIDE_DATABASE;

			if (says != (pass == 0))
				continue;
			if (!mv_side_open(side, &c->options, c->arena, err))
				return false;
			if (says && !given)
				c->options.server_version = side->server_version;
		}
	}
	return true;
}

static bool ignores_order(const Comparison *c, const Difference *difference)
{
	return difference->physical && mv_flag_given(c->line, "ignore-column-order");
}

static void compare(Comparison *c)
{
	DifferenceVec all = { 0 };

	mv_schema_diff(&c->sides[0].schema, &c->sides[1].schema, c->arena, &all);
	for (uint32_t i = 0; i < all.count; i++) {
		if (!ignores_order(c, &all.items[i]))
			*VEC_PUSH(c->arena, &c->differences) = all.items[i];
	}
}

static void write_report(const Comparison *c, bool to_file, StrBuf *out)
{
	DiffReport report = {
		.left = c->sides[0].given, .right = c->sides[1].given, .differences = &c->differences,
		.left_unknown = c->sides[0].unknown.items, .left_unknown_count = c->sides[0].unknown.count,
		.right_unknown = c->sides[1].unknown.items, .right_unknown_count = c->sides[1].unknown.count,
		.renames = mv_flag_given(c->line, "renames"),
	};

	switch (c->format) {
	case FORMAT_TEXT:
		mv_diff_report_text(&report, mv_terminal_color(mv_flag_value(c->line, "color"), to_file), out);
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
	case FORMAT_SQL:
		break;
	}
}

static void write_unknown(const Comparison *c, StrBuf *out)
{
	for (int i = 0; i < 2; i++) {
		for (uint32_t k = 0; k < c->sides[i].unknown.count; k++) {
			mv_buf_adds(out, "-- migvet: not known of ");
			mv_buf_add_clean(out, mv_str(c->sides[i].given));
			mv_buf_adds(out, ": ");
			mv_buf_add_clean(out, mv_str(c->sides[i].unknown.items[k]));
			mv_buf_addc(out, '\n');
		}
	}
}

static bool write_sql(const Comparison *c, StrBuf *out, Error *err)
{
	DiffSql job = { .from = &c->sides[0].schema, .to = &c->sides[1].schema, .options = &c->options, .arena = c->arena,
			.server_version = c->sides[0].server_version, .renames = mv_flag_given(c->line, "renames") };

	write_unknown(c, out);
	return mv_diff_statements(&job, out, err);
}

/* "The same" is said only of what is known. */
static int code_of(const Comparison *c)
{
	if (c->differences.count)
		return EXIT_FINDINGS;
	return c->sides[0].unknown.count || c->sides[1].unknown.count ? EXIT_FAILED : EXIT_CLEAN;
}

static int diff_command(const CommandLine *line)
{
	Comparison c = { .line = line, .arena = mv_arena_new(), .format = (DiffFormat)mv_flag_choice(line, "format"),
			 .options.run = { .config_file = mv_flag_value(line, "config"), .no_config = mv_flag_given(line, "no-config"),
					  .versions = mv_flag_value(line, "postgres-version") } };
	const char *file = mv_flag_value(line, "output");
	Error err = { 0 };
	StrBuf out = { 0 };
	bool ok = (line->arguments.count == 2 || mv_fail(&err, "two sides are compared, and %u %s given", (unsigned)line->arguments.count,
							 line->arguments.count == 1 ? "was" : "were")) &&
		  mv_flag_int(line, "timeout", 1, 86400, 60, &c.options.timeout, &err) && open_sides(&c, &err);
	int code = EXIT_FAILED;

	if (ok) {
		compare(&c);
		if (c.format == FORMAT_SQL)
			ok = write_sql(&c, &out, &err);
		else
			write_report(&c, file != NULL, &out);
		ok = ok && (file ? mv_write_file(file, &out, &err) : mv_cli_print(&out) || mv_fail(&err, "standard output cannot be written"));
		code = ok ? code_of(&c) : EXIT_FAILED;
	}
	if (!ok)
		mv_cli_fail(&err);
	else if (code == EXIT_FAILED)
		mv_cli_note("nothing that is known differs, but not all is known");
	else
		mv_cli_outcome("differences", code, "%u difference%s", (unsigned)c.differences.count, c.differences.count == 1 ? "" : "s");
	mv_buf_release(&out);
	mv_side_release(&c.sides[0]);
	mv_side_release(&c.sides[1]);
	mv_arena_free(c.arena);
	return code;
}

const Command mv_command_diff = {
	.name = "diff",
	.arguments = (const Argument[]){ { .name = "A", .takes = TAKES_PATH, .help = "a side" }, { .name = "B", .takes = TAKES_PATH, .help = "the other" }, { .name = NULL } },
	.summary = "Show what differs between two schemas.",
	.description = "Each side is a directory of migrations (PATH, or PATH@VERSION: up to there), one of a git revision (git:REF:PATH),\n"
		       "a snapshot (JSON of 'migvet snapshot' or 'migvet schema'), SQL of 'pg_dump --schema-only', or a database\n"
		       "(postgresql://..., sqlite:FILE). With --format sql the statements are replayed on A first: what the rules say of them,\n"
		       "and what they do not bring about, stands in comments.",
	.examples = "migvet diff git:main:db/migrations db/migrations\n"
		    "migvet diff db/migrations@20240131 postgresql://reader@db/shop",
	.flags = flags,
	.exits = { "the same", "different", "it failed, or nothing differs and not all is known" },
	.workspace = WORDS("{path}", "{database}"),
	.run = diff_command,
};
