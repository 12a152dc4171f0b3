/*
 * pipeline.c: `migvet pipeline`: all that can be told of migrations and their
 * database, in one run. Each part is a command; this one only gives them their
 * words, and says in the end what they came to. No part stops another.
 */
#include "pipeline.h"

#include "cli.h"
#include "history.h"
#include "side.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const Flag flags[] = {
	{ .name = "out", .argument = "DIR", .takes = TAKES_DIRECTORY, .fallback = "migvet-report", .help = "the folder for all that is written" },
	FLAG_SINCE,
	FLAG_FAIL_ON,
	FLAG_CONFIG,
	FLAG_NO_CONFIG,
	{ .name = "sizes", .help = "weigh findings by how large the tables of this database are: it is production, or like it" },
	{ .name = "store", .argument = "FILE|URL", .takes = TAKES_FILE, .fallback = "history.db in the folder", .help = "where the history is kept, as for history build" },
	{ .name = "timeout", .argument = "SECONDS", .fallback = "60", .help = "of each part that reads the database" },
	FLAG_COLOR,
	FLAG_PROJECT,
	FLAG_WORKSPACE,
	{ .name = NULL },
};

typedef VEC(const char *) Words;

typedef struct Pipeline {
	const CommandLine *line;
	Arena *arena;
	const char *folder;
	Words paths;     /* of migrations; empty: they are searched for */
	const char *url; /* of the database; NULL: none is named */
	bool snapshot;   /* it was taken */
	const char *store; /* of the history */
	int64_t recorded; /* the snapshot that the store had last before this run; 0: none */
	PartVec parts;
} Pipeline;

/* ---- what it leaves behind ---- */

/* All that is ever written: what an earlier run left must not be taken for this one's. */
static const char *const artefacts[] = { "snapshot.json", "findings.sarif", "findings.json", "findings.html", "history.jsonl", "history.html", "diff.json", "report.md", "report.html" };

static const char *in_folder(const Pipeline *pipeline, const char *name)
{
	return mv_arena_format(pipeline->arena, "%s/%s", pipeline->folder, name);
}

static bool make_folder(const Pipeline *pipeline, Error *err)
{
	char *path = mv_arena_strdup(pipeline->arena, pipeline->folder);
	struct stat st;

	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0777); /* the last one tells whether all is well */
		*slash = '/';
	}
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		return mv_fail(err, "the folder '%s' cannot be made: %s", pipeline->folder, strerror(errno));
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return mv_fail(err, "'%s' is no folder", pipeline->folder);
	for (size_t i = 0; i < sizeof artefacts / sizeof *artefacts; i++) {
		if (unlink(in_folder(pipeline, artefacts[i])) != 0 && errno != ENOENT)
			return mv_fail(err, "'%s' is of an earlier run, and cannot be removed: %s", in_folder(pipeline, artefacts[i]), strerror(errno));
	}
	return true;
}

/* ---- progress ---- */

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool has_terminal(void)
{
	return isatty(STDERR_FILENO) == 1;
}

static void announce(const char *name)
{
	if (has_terminal())
		fprintf(stderr, "%s ...", name);
}

static void tell(const char *name, double started)
{
	fprintf(stderr, has_terminal() ? "\r\033[K%s: %.1f s\n" : "migvet: %s: %.1f s\n", name, now() - started);
}

/* ---- the parts ---- */

static void add(Words *words, Arena *arena, const char *word)
{
	*VEC_PUSH(arena, words) = word;
}

/* Options that the part has as well go on to it. */
static void add_options(const Pipeline *pipeline, const Command *command, Words *words)
{
	for (uint32_t i = 0; i < pipeline->line->flags.count; i++) {
		const GivenFlag *given = &pipeline->line->flags.items[i];

		for (const Flag *flag = command->flags; flag->name; flag++) {
			if (strcmp(flag->name, given->flag->name) == 0 && strcmp(flag->name, "sizes") != 0 && strcmp(flag->name, "store") != 0)
				add(words, pipeline->arena, given->value ? mv_arena_format(pipeline->arena, "--%s=%s", flag->name, given->value) :
									 mv_arena_format(pipeline->arena, "--%s", flag->name));
		}
	}
	for (const Flag *flag = command->flags; flag->name; flag++) {
		/* what it says goes into files */
		if (strcmp(flag->name, "color") == 0)
			add(words, pipeline->arena, "--color=never");
	}
}

static Part *add_part(Pipeline *pipeline, const char *name, PartState state, const char *text)
{
	Part *part = VEC_PUSH(pipeline->arena, &pipeline->parts);

	*part = (Part){ .name = name, .state = state, .text = text };
	return part;
}

static PartState state_of(int code)
{
	return code == EXIT_CLEAN ? PART_DONE : code == EXIT_FINDINGS ? PART_FOUND : PART_FAILED;
}

/* What a command printed, as the file that it did not write itself. */
static bool keep_printed(const Pipeline *pipeline, const char *file, Capture *capture)
{
	Error err = { 0 };
	bool ok = mv_write_file(in_folder(pipeline, file), &capture->out, &err);

	if (!ok)
		mv_buf_addf(&capture->notes, "%s\n", err.message);
	mv_buf_clear(&capture->out);
	return ok;
}

/*
 * Runs a command as the part `name`: its outcomes are parts, the first with this name. `printed`: what it prints is for
 * programs, and goes into `file`. False: it failed.
 */
static bool run_part(Pipeline *pipeline, const char *name, const Command *command, Words *words, const char *file, bool printed)
{
	Capture capture = { 0 };
	double started = now();
	const char *said;
	Str notes, line = { 0 };
	Part *part;
	int code;

	add_options(pipeline, command, words);
	announce(name);
	code = mv_cli_invoke(command, words->items, words->count, &capture);
	tell(name, started);
	if (printed && code == EXIT_CLEAN && !keep_printed(pipeline, file, &capture))
		code = EXIT_FAILED;
	if (file && access(in_folder(pipeline, file), F_OK) != 0)
		file = NULL;
	said = capture.out.len ? mv_buf_to_arena(&capture.out, pipeline->arena) : NULL;
	notes = (Str){ .ptr = capture.notes.ptr, .len = capture.notes.len };
	if (capture.outcome_count == 0) {
		if (!mv_str_next_line(&notes, &line)) {
			Str text = mv_str(said);

			mv_str_next_line(&text, &line);
		}
		part = add_part(pipeline, name, state_of(code), line.len ? mv_arena_strndup(pipeline->arena, line.ptr, line.len) : "");
		part->file = file;
		part->said = said;
	}
	for (uint32_t i = 0; i < capture.outcome_count; i++) {
		const Outcome *outcome = &capture.outcomes[i];

		part = add_part(pipeline, i ? outcome->part : name, state_of(outcome->code), mv_arena_strdup(pipeline->arena, outcome->text));
		part->file = i ? NULL : file;
		part->said = i ? NULL : said;
	}
	/* what is in no part is said nevertheless */
	while (mv_str_next_line(&notes, &line))
		mv_cli_note("%s: %.*s", name, STR_ARG(line));
	mv_capture_release(&capture);
	return code != EXIT_FAILED;
}

static const char no_database[] = "no database is named: give its URL, or set DATABASE_URL";

/* The last snapshot of this database in the store, which may hold those of others; 0: there is none. */
static int64_t last_recorded(const Pipeline *pipeline)
{
	StoreOptions where = { .location = pipeline->store, .timeout = 60 };
	SnapshotEntryVec entries = { 0 };
	Store store = { 0 };
	Error ignored = { 0 };
	Side side;
	int64_t last = 0;
	bool ok = mv_side_parse(&side, pipeline->url, pipeline->arena, &ignored) && mv_store_open(&store, &where, pipeline->arena, &ignored) &&
		  mv_store_snapshots(&store, mv_project_name(pipeline->arena), 0, pipeline->arena, &entries, &ignored);

	mv_store_close(&store);
	for (uint32_t i = 0; ok && i < entries.count; i++) {
		if (mv_streq(entries.items[i].source, side.given))
			last = entries.items[i].id;
	}
	return last;
}

static void take_snapshot(Pipeline *pipeline)
{
	Words words = { 0 };

	if (!pipeline->url) {
		add_part(pipeline, "snapshot", PART_SKIPPED, no_database);
		return;
	}
	add(&words, pipeline->arena, pipeline->url);
	pipeline->recorded = last_recorded(pipeline);
	add(&words, pipeline->arena, "--sizes");
	add(&words, pipeline->arena, "--record");
	add(&words, pipeline->arena, mv_arena_format(pipeline->arena, "--store=%s", pipeline->store));
	add(&words, pipeline->arena, "--output");
	add(&words, pipeline->arena, in_folder(pipeline, "snapshot.json"));
	pipeline->snapshot = run_part(pipeline, "snapshot", &mv_command_snapshot, &words, "snapshot.json", false);
}

static void add_paths(const Pipeline *pipeline, Words *words)
{
	for (uint32_t i = 0; i < pipeline->paths.count; i++)
		add(words, pipeline->arena, pipeline->paths.items[i]);
}

static void check(Pipeline *pipeline)
{
	Words words = { 0 };
	uint32_t before = pipeline->parts.count;

	add_paths(pipeline, &words);
	add(&words, pipeline->arena, "--format=text");
	add(&words, pipeline->arena, mv_arena_format(pipeline->arena, "--format=sarif=%s", in_folder(pipeline, "findings.sarif")));
	add(&words, pipeline->arena, mv_arena_format(pipeline->arena, "--format=json=%s", in_folder(pipeline, "findings.json")));
	add(&words, pipeline->arena, mv_arena_format(pipeline->arena, "--format=html=%s", in_folder(pipeline, "findings.html")));
	/* not by itself: the database of a test job is empty, and nothing would weigh anything */
	if (pipeline->snapshot && mv_flag_given(pipeline->line, "sizes"))
		add(&words, pipeline->arena, mv_arena_format(pipeline->arena, "--sizes=%s", in_folder(pipeline, "snapshot.json")));
	run_part(pipeline, "check", &mv_command_check, &words, "findings.html", false);
	if (pipeline->parts.count == before + 1)
		add_part(pipeline, "policies", PART_SKIPPED,
			 pipeline->parts.items[before].state == PART_FAILED ? "check failed" : "the configuration has none");
}

static void show_status(Pipeline *pipeline)
{
	Words words = { 0 };

	if (!pipeline->url) {
		add_part(pipeline, "status", PART_SKIPPED, no_database);
		return;
	}
	add_paths(pipeline, &words);
	if (!words.count)
		add(&words, pipeline->arena, ".");
	add(&words, pipeline->arena, pipeline->url);
	add(&words, pipeline->arena, "--verify");
	run_part(pipeline, "status", &mv_command_status, &words, NULL, false);
}

static void find_drift(Pipeline *pipeline)
{
	Words words = { 0 };

	if (!pipeline->url) {
		add_part(pipeline, "drift", PART_SKIPPED, no_database);
		return;
	}
	if (pipeline->paths.count > 1) {
		add_part(pipeline, "drift", PART_SKIPPED, "a database has the migrations of one directory, and several are named");
		return;
	}
	add(&words, pipeline->arena, pipeline->paths.count ? pipeline->paths.items[0] : ".");
	add(&words, pipeline->arena, pipeline->url);
	run_part(pipeline, "drift", &mv_command_drift, &words, NULL, false);
}

/* What became of the database since the last run that recorded one: to be known, and nothing wrong by itself. */
static void compare_snapshots(Pipeline *pipeline)
{
	const char *store = mv_arena_format(pipeline->arena, "--store=%s", pipeline->store);
	Words text = { 0 }, json = { 0 };
	Capture capture = { 0 };
	int64_t now_recorded;

	if (!pipeline->snapshot || !pipeline->recorded) {
		add_part(pipeline, "diff", PART_SKIPPED, pipeline->snapshot ? "no snapshot was recorded before" : "there is no snapshot");
		return;
	}
	now_recorded = last_recorded(pipeline);
	for (int i = 0; i < 2; i++) {
		Words *words = i ? &json : &text;

		add(words, pipeline->arena, mv_arena_format(pipeline->arena, "%lld", (long long)pipeline->recorded));
		add(words, pipeline->arena, mv_arena_format(pipeline->arena, "%lld", (long long)now_recorded));
		add(words, pipeline->arena, store);
	}
	add(&json, pipeline->arena, "--format=json");
	if (mv_cli_invoke(&mv_history_snapshots, json.items, json.count, &capture) == EXIT_CLEAN)
		keep_printed(pipeline, "diff.json", &capture);
	mv_capture_release(&capture);
	run_part(pipeline, "diff", &mv_history_snapshots, &text, "diff.json", false);
}

static void keep_history(Pipeline *pipeline)
{
	const char *store = mv_arena_format(pipeline->arena, "--store=%s", pipeline->store);
	Words build = { 0 }, export = { 0 }, report = { 0 };

	add_paths(pipeline, &build);
	add(&build, pipeline->arena, store);
	if (!run_part(pipeline, "history", &mv_history_build, &build, NULL, false)) {
		add_part(pipeline, "export", PART_SKIPPED, "the history could not be recorded");
		return;
	}
	add(&export, pipeline->arena, store);
	run_part(pipeline, "export", &mv_history_export, &export, "history.jsonl", true);
	add(&report, pipeline->arena, store);
	run_part(pipeline, "page", &mv_history_report, &report, "history.html", true);
}

/* ---- the end ---- */

static int code_of(const PartVec *parts)
{
	int code = EXIT_CLEAN;

	for (uint32_t i = 0; i < parts->count; i++) {
		if (parts->items[i].state == PART_FOUND)
			code = mv_cli_worse(code, EXIT_FINDINGS);
		else if (parts->items[i].state == PART_FAILED)
			code = mv_cli_worse(code, EXIT_FAILED);
	}
	return code;
}

static bool write_reports(Pipeline *pipeline, int code, Error *err)
{
	StrBuf text = { 0 };
	bool ok;

	mv_pipeline_markdown(&pipeline->parts, code, &text);
	ok = mv_write_file(in_folder(pipeline, "report.md"), &text, err);
	mv_buf_clear(&text);
	mv_pipeline_html(&pipeline->parts, code, &text);
	ok = ok && mv_write_file(in_folder(pipeline, "report.html"), &text, err);
	mv_buf_release(&text);
	return ok;
}

static bool print_summary(const Pipeline *pipeline, int code, Error *err)
{
	StrBuf text = { 0 };
	bool ok;

	mv_pipeline_text(&pipeline->parts, code, mv_terminal_color(mv_flag_value(pipeline->line, "color"), false), &text);
	mv_buf_addf(&text, "all of it is in '%s'\n", pipeline->folder);
	ok = mv_cli_print(&text) || mv_fail(err, "standard output cannot be written: %s", strerror(errno));
	mv_buf_release(&text);
	return ok;
}

static int pipeline_command(const CommandLine *line)
{
	Pipeline pipeline = { .line = line, .arena = line->arena, .folder = mv_flag_value(line, "out") };
	size_t path_count = line->arguments.count;
	Error err = { 0 };
	int code;

	if (!pipeline.folder)
		pipeline.folder = "migvet-report";
	pipeline.url = mv_url_of_arguments(line->arguments.items, &path_count);
	for (size_t i = 0; i < path_count; i++)
		add(&pipeline.paths, line->arena, line->arguments.items[i]);
	/* it stays in the folder, so that the next run has less to do, unless it is named */
	pipeline.store = mv_flag_value(line, "store");
	if (!pipeline.store)
		pipeline.store = in_folder(&pipeline, "history.db");
	if (!*pipeline.folder)
		mv_fail(&err, "--out needs the name of a folder");
	if (!*pipeline.folder || !make_folder(&pipeline, &err))
		return mv_cli_fail(&err);
	take_snapshot(&pipeline);
	check(&pipeline);
	show_status(&pipeline);
	find_drift(&pipeline);
	compare_snapshots(&pipeline);
	keep_history(&pipeline);
	code = code_of(&pipeline.parts);
	if (!write_reports(&pipeline, code, &err) || !print_summary(&pipeline, code, &err))
		return mv_cli_fail(&err);
	return code;
}

const Command mv_command_pipeline = {
	.name = "pipeline",
	.arguments = (const Argument[]){ ARGUMENT_PATHS, { .name = "[URL]", .help = "the database, the last of the words; none: that of DATABASE_URL" },
					{ .name = NULL } },
	.summary = "Run all of it: snapshot, check, policies, status, drift, diff, history; one summary, one folder.",
	.description = "Never asks anything. What cannot run says why, and stops nothing else: without a database all that needs one is\n"
		       "skipped. The folder then has snapshot.json, findings.sarif, findings.json, findings.html, diff.json, history.jsonl,\n"
		       "history.html, report.md and report.html; files of these names that an earlier run left are removed first.",
	.examples = "migvet pipeline db/migrations postgresql://reader@db/shop\n"
		    "migvet pipeline --since origin/main --out build/migvet",
	.flags = flags,
	.exits = { "no part found anything", "a part found something, whatever else failed", "a part failed, and none found anything" },
	.workspace = WORDS("{paths}", "{database?}"),
	.run = pipeline_command,
};
