/* schema.c: `migvet schema`: the schema that the migrations make, for people and for other tools. */
#include "cli.h"

#include "../run.h"

#include "migvet/emit.h"

#include <string.h>

static const Flag flags[] = {
	{ .name = "at", .argument = "VERSION", .help = "after this migration (default: the last)" },
	FLAG_BASELINE_SCHEMA,
	{ .name = "revert", .help = "the same, and after its down part" },
	FLAG_FORMAT("sql", "json", "yaml", "mermaid", "html"),
	FLAG_CONFIG,
	FLAG_NO_CONFIG,
	FLAG_STDIN_FILENAME,
	FLAG_POSTGRES_VERSION,
	FLAG_JOBS,
	FLAG_PROJECT,
	FLAG_WORKSPACE,
	{ .name = NULL },
};

typedef struct Described {
	const Schema *schema;
	int server_version;
} Described;

typedef void (*SchemaWriter)(const Schema *schema, int server_version, StrBuf *out);

/* What cannot be told stands in the SQL; that there is such is said where it is not loaded by accident. */
static void write_sql(const Schema *schema, int server_version, StrBuf *out)
{
	uint32_t gaps = mv_schema_sql(schema, server_version, out);

	if (gaps)
		mv_cli_note("the schema is not all known: comments in the SQL say where (%u)", (unsigned)gaps);
}

/* What makes the schema anew, so that it can be read again. */
static void write_statements(const void *data, bool end, Writer *writer)
{
	Arena *arena = mv_arena_new();
	const Described *described = data;
	SqlParts parts = { 0 };

	if (end) {
		mv_schema_sql_parts(described->schema, described->server_version, arena, &parts);
		mv_write_list(writer, "statements");
		for (uint32_t i = 0; i < parts.count; i++)
			mv_write_text(writer, NULL, parts.items[i]);
		mv_write_end(writer);
	}
	mv_arena_free(arena);
}

static void write_json(const Schema *schema, int server_version, StrBuf *out)
{
	Described described = { schema, server_version };

	mv_schema_describe(schema, server_version, WRITER_JSON, write_statements, &described, out);
}

static void write_yaml(const Schema *schema, int server_version, StrBuf *out)
{
	Described described = { schema, server_version };

	mv_schema_describe(schema, server_version, WRITER_YAML, write_statements, &described, out);
}

/* In the order of the flag's words. */
static SchemaWriter const writers[] = { write_sql, write_json, write_yaml, mv_schema_mermaid, mv_schema_html };

static bool write_schema(const Run *run, const char *at, bool revert, SchemaWriter write, StrBuf *out, Error *err)
{
	int version = run->config.versions.items[run->config.versions.count - 1];
	const MigrationSet *set;
	Schema schema;
	bool found = at == NULL;

	if (run->project.sets.count != 1)
		return mv_fail(err, run->project.sets.count ?
					    "%u histories of migrations were found; name the directory of the one that is wanted" :
					    "no migrations were found",
			       (unsigned)run->project.sets.count);
	set = run->project.sets.items[0];
	for (uint32_t m = 0; at && m < set->migrations.count; m++)
		found = found || mv_streq(set->migrations.items[m]->version, at);
	if (!found)
		return mv_fail(err, "there is no migration with version '%s'", at);
	mv_replay(set, at, revert, version, run->arena, &schema);
	write(&schema, version, out);
	return true;
}

static int schema_command(const CommandLine *line)
{
	RunOptions options = {
		.paths = line->arguments.items,
		.path_count = line->arguments.count,
		.stdin_filename = mv_flag_value(line, "stdin-filename"),
		.config_file = mv_flag_value(line, "config"),
		.no_config = mv_flag_given(line, "no-config"),
		.versions = mv_flag_value(line, "postgres-version"),
		.baseline_schema = mv_flag_value(line, "baseline-schema"),
	};
	Error err = { 0 };
	Run run = { 0 };
	StrBuf out = { 0 };
	SchemaWriter write = writers[mv_flag_choice(line, "format")];
	bool ok;

	ok = mv_flag_int(line, "jobs", 1, 64, 0, &options.jobs, &err) && mv_run_configure(&run, &options, &err) &&
	     mv_run_discover(&run, &options, &err) && mv_run_read(&run, &options, &err) &&
	     write_schema(&run, mv_flag_value(line, "at"), mv_flag_given(line, "revert"), write, &out, &err);
	if (ok && !mv_cli_print(&out))
		ok = mv_fail(&err, "standard output cannot be written");
	if (!ok)
		mv_cli_fail(&err);
	mv_buf_release(&out);
	mv_run_release(&run);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_schema = {
	.name = "schema",
	.arguments = mv_path_arguments,
	.summary = "Print the schema that the migrations make.",
	.description = "Replays the migrations and writes the schema as they leave it, as PostgreSQL itself would have it.\n"
		       "The SQL makes that schema in an empty database; comments stand where the migrations do not tell all of it.",
	.examples = "migvet schema db/migrations\n"
		    "migvet schema --at 20240131 db/migrations",
	.flags = flags,
	.workspace = WORDS("{paths}"),
	.run = schema_command,
};
