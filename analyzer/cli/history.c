/* history.c: `migvet history`: what happened to the schema, kept in a store. */
#include "history.h"

#include <string.h>

static const Flag build_flags[] = {
	FLAG_STORE,
	FLAG_STORE_PROJECT,
	{ .name = "again", .help = "forget what is recorded of these histories, and record them anew" },
	FLAG_FORMAT("text", "json"),
	FLAG_POSTGRES_VERSION,
	FLAG_BASELINE_SCHEMA,
	FLAG_CONFIG,
	FLAG_NO_CONFIG,
	FLAG_JOBS,
	FLAG_STORE_TIMEOUT,
	{ .name = NULL },
};

bool mv_history_open(const CommandLine *line, bool write, Store *store, Arena *arena, Error *err)
{
	StoreOptions options = { .location = mv_flag_value(line, "store"), .write = write };

	return mv_flag_int(line, "timeout", 1, 86400, 600, &options.timeout, err) && mv_store_open(store, &options, arena, err);
}

int mv_history_ask(const CommandLine *line, bool (*answer)(Asking *asking, Error *err))
{
	Asking asking = { .line = line, .arena = mv_arena_new(), .format = mv_flag_choice(line, "format") };
	Error err = { 0 };
	bool ok = mv_history_open(line, false, &asking.store, asking.arena, &err) &&
		  mv_timeline_open(&asking.timeline, &asking.store, mv_flag_value(line, "project"), asking.arena, &err) && answer(&asking, &err);

	if (ok)
		ok = mv_cli_print(&asking.out) || mv_fail(&err, "standard output cannot be written");
	mv_store_close(&asking.store);
	if (!ok)
		mv_cli_fail(&err);
	mv_buf_release(&asking.out);
	mv_arena_free(asking.arena);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

static const char *many(uint32_t count)
{
	return count == 1 ? "" : "s";
}

static void report_text(const Build *build, StrBuf *out)
{
	for (uint32_t i = 0; i < build->rewrites.count; i++) {
		const Rewrite *rewrite = &build->rewrites.items[i];

		mv_buf_adds(out, "rewritten: ");
		mv_buf_add_clean(out, mv_str(rewrite->path ? rewrite->path : rewrite->name));
		mv_buf_addf(out, " was %s%s%.8s%s%.8s\n", rewrite->what, rewrite->old_digest ? ": " : "",
			    rewrite->old_digest ? rewrite->old_digest : "", rewrite->old_digest && rewrite->new_digest ? " -> " : "",
			    rewrite->old_digest && rewrite->new_digest ? rewrite->new_digest : "");
	}
	if (build->again)
		mv_buf_addf(out, "recorded anew: %s\n", build->again);
	if (!build->added && !build->changed)
		mv_buf_addf(out, "%s: '%s' is up to date\n", build->store->shown, build->project_name);
	else
		mv_buf_addf(out, "%s: %u migration%s with %u change%s of '%s' recorded\n", build->store->shown, (unsigned)build->added, many(build->added),
			    (unsigned)build->changes_added, many(build->changes_added), build->project_name);
}

static void report_json(const Build *build, StrBuf *out)
{
	Writer writer = { .out = out, .style = WRITER_JSON };

	mv_write_object(&writer, NULL);
	mv_write_text(&writer, "store", build->store->shown);
	mv_write_text(&writer, "project", build->project_name);
	mv_write_number(&writer, "migrations", build->added);
	mv_write_number(&writer, "changes", build->changes_added);
	mv_write_text(&writer, "again", build->again);
	mv_write_list(&writer, "rewrites");
	for (uint32_t i = 0; i < build->rewrites.count; i++) {
		const Rewrite *rewrite = &build->rewrites.items[i];

		mv_write_object(&writer, NULL);
		mv_write_text(&writer, "what", rewrite->what);
		mv_write_text(&writer, "version", rewrite->version);
		mv_write_text(&writer, "name", rewrite->name);
		mv_write_text(&writer, "path", rewrite->path);
		mv_write_text(&writer, "old_digest", rewrite->old_digest);
		mv_write_text(&writer, "new_digest", rewrite->new_digest);
		mv_write_end(&writer);
	}
	mv_write_end(&writer);
	mv_write_end(&writer);
	mv_buf_addc(out, '\n');
}

static int build_command(const CommandLine *line)
{
	RunOptions options = {
		.paths = line->arguments.items,
		.path_count = line->arguments.count,
		.config_file = mv_flag_value(line, "config"),
		.no_config = mv_flag_given(line, "no-config"),
		.versions = mv_flag_value(line, "postgres-version"),
		.baseline_schema = mv_flag_value(line, "baseline-schema"),
	};
	Error err = { 0 }, ignored = { 0 };
	StrBuf out = { 0 };
	Run run = { 0 };
	Store store = { 0 };
	Build build = { 0 };
	bool ok = mv_flag_int(line, "jobs", 1, 64, 0, &options.jobs, &err) && mv_run_configure(&run, &options, &err) && mv_run_discover(&run, &options, &err) &&
		  mv_run_read(&run, &options, &err) && mv_history_open(line, true, &store, run.arena, &err) &&
		  mv_build_begin(&build, &store, mv_flag_value(line, "project"), &run.project, &run.config, mv_flag_given(line, "again"), run.arena, &err);

	if (ok && build.added)
		ok = mv_run_check(&run, NULL, false, &err);
	ok = ok && mv_build_record(&build, &run.config, &run.findings, &err);
	/* it is said to be stored when it is */
	if (ok)
		ok = mv_build_end(&build, true, &err);
	if (ok) {
		if (mv_flag_choice(line, "format") == 1)
			report_json(&build, &out);
		else
			report_text(&build, &out);
		ok = mv_cli_print(&out) || mv_fail(&err, "standard output cannot be written");
	}
	mv_build_end(&build, false, &ignored);
	mv_store_close(&store);
	if (!ok)
		mv_cli_fail(&err);
	mv_buf_release(&out);
	mv_run_release(&run);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_history_build = {
	.name = "history build",
	.summary = "Record what the migrations did, as far as it is not recorded yet.",
	.description = "Replays the migrations and adds every change that is new to the store, with the author and time of the commit that\n"
		       "brought the migration, its risk, and what the schema was before and after. In one transaction: a build that is\n"
		       "interrupted has changed nothing. Migrations that are not what was recorded (edited, removed, inserted) are shown,\n"
		       "and recorded anew from there on.",
	.arguments = mv_path_arguments,
	.flags = build_flags,
	.examples = "migvet history build db/migrations\n"
		    "migvet history build --store postgresql://ci@db/history --project shop",
	.workspace = WORDS("{paths}"),
	.run = build_command,
};

static const Command *const history_commands[] = { &mv_history_build, &mv_history_log, &mv_history_show, &mv_history_explain, &mv_history_blame, &mv_history_diff,
						   &mv_history_ask_query, &mv_history_export, &mv_history_snapshots, &mv_history_report, NULL };

const Command mv_command_history = {
	.name = "history",
	.summary = "Record what happened to the schema, and ask about it.",
	.description = "The store is .migvet/history.db at the root of the repository, or what --store says: a file, or a PostgreSQL database\n"
		       "(schema 'migvet') for many repositories.",
	.commands = history_commands,
	.examples = "migvet history build db/migrations",
};
