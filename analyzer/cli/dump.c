/* dump.c: `migvet dump`: what a stage hands to the next, as text; also the format of the goldens. */
#include "cli.h"

#include "../run.h"

#include "migvet/frontend.h"
#include "migvet/schema.h"

#include <stdio.h>
#include <string.h>

static const Flag flags[] = {
	{ .name = "at", .argument = "VERSION", .help = "schema: after this migration (default: the last)" },
	{ .name = "since", .argument = "REF", .help = "under review is what is new relative to the merge base with this git ref" },
	FLAG_STDIN_FILENAME,
	FLAG_CONFIG,
	FLAG_NO_CONFIG,
	FLAG_POSTGRES_VERSION,
	FLAG_JOBS,
	FLAG_PROJECT,
	FLAG_WORKSPACE,
	{ .name = NULL },
};

static void dump_migrations(const Run *run, void (*dump_one)(const Migration *, StrBuf *), StrBuf *out)
{
	for (uint32_t s = 0; s < run->project.sets.count; s++) {
		const MigrationSet *set = run->project.sets.items[s];

		for (uint32_t m = 0; m < set->migrations.count; m++)
			dump_one(set->migrations.items[m], out);
	}
}

static bool dump_schema(const Run *run, const char *at, StrBuf *out, Error *err)
{
	bool found = at == NULL;

	for (uint32_t s = 0; s < run->project.sets.count; s++) {
		const MigrationSet *set = run->project.sets.items[s];
		Schema schema;

		for (uint32_t m = 0; at && m < set->migrations.count; m++)
			found = found || mv_streq(set->migrations.items[m]->version, at);
		mv_replay(set, at, false, run->config.versions.items[run->config.versions.count - 1], run->arena, &schema);
		mv_schema_dump(&schema, out);
	}
	return found || mv_fail(err, "there is no migration with version '%s'", at);
}

static void dump_values(const Run *run, StrBuf *out)
{
	for (uint32_t s = 0; s < run->project.sets.count; s++) {
		const MigrationSet *set = run->project.sets.items[s];

		for (uint32_t m = 0; m < set->migrations.count; m++)
			mv_python_values_dump(set, set->migrations.items[m], out);
	}
}

/* Their order is known when the files are read. */
static bool has_python(const Run *run)
{
	bool found = false;

	for (uint32_t s = 0; s < run->project.sets.count; s++)
		found = found || run->project.sets.items[s]->python;
	return found;
}

static int dump(const CommandLine *line)
{
	RunOptions options = {
		.since = mv_flag_value(line, "since"),
		.stdin_filename = mv_flag_value(line, "stdin-filename"),
		.config_file = mv_flag_value(line, "config"),
		.no_config = mv_flag_given(line, "no-config"),
		.versions = mv_flag_value(line, "postgres-version"),
	};
	const char *stage = line->arguments.count ? line->arguments.items[0] : "";
	bool sources = strcmp(stage, "sources") == 0, changes = strcmp(stage, "changes") == 0;
	bool sql = strcmp(stage, "sql") == 0, values = strcmp(stage, "values") == 0;
	Error err = { 0 };
	Run run = { 0 };
	StrBuf out = { 0 }, clean = { 0 };
	bool ok;

	if (!sources && !changes && !sql && !values && strcmp(stage, "schema") != 0) {
		mv_fail(&err, "what to dump? migvet dump sources|changes|sql|values|schema [PATH...]");
		return mv_cli_fail(&err);
	}
	options.paths = line->arguments.items + 1;
	options.path_count = line->arguments.count - 1;
	ok = mv_flag_int(line, "jobs", 1, 64, 0, &options.jobs, &err) && mv_run_configure(&run, &options, &err) &&
	     mv_run_discover(&run, &options, &err) && ((sources && !has_python(&run)) || mv_run_read(&run, &options, &err));
	if (ok && sources)
		mv_project_dump(&run.project, &out);
	else if (ok && changes)
		dump_migrations(&run, mv_change_dump, &out);
	else if (ok && sql)
		dump_migrations(&run, mv_sql_dump, &out);
	else if (ok && values)
		dump_values(&run, &out);
	else if (ok)
		ok = dump_schema(&run, mv_flag_value(line, "at"), &out, &err);
	if (ok)
		mv_buf_add_clean_lines(&clean, (Str){ .ptr = out.ptr, .len = out.len });
	if (ok && !mv_cli_print(&clean))
		ok = mv_fail(&err, "standard output cannot be written");
	if (!ok)
		mv_cli_fail(&err);
	mv_buf_release(&clean);
	mv_buf_release(&out);
	mv_run_release(&run);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_dump = {
	.name = "dump",
	.arguments = (const Argument[]){
		{ .name = "STAGE", .takes = TAKES_CHOICE, .choices = WORDS("sources", "changes", "sql", "values", "schema"), .help = "what to print" },
		ARGUMENT_PATHS, { .name = NULL } },
	.summary = "Print what a stage found: files and order, changes, the SQL sent, values of Python, or the replayed schema.",
	.examples = "migvet dump changes db/migrations\n"
		    "migvet dump schema --at 20240131 db/migrations",
	.flags = flags,
	.workspace = WORDS("{arguments}", "{paths}"),
	.run = dump,
};
