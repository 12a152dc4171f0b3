/* check.c: `migvet check`, the main job. */
#include "ci.h"
#include "cli.h"

#include "../run.h"

#include "migvet/fix.h"
#include "migvet/reporter.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const Flag flags[] = {
	FLAG_SINCE,
	{ .name = "format", .letter = 'f', .argument = "FORMAT[=FILE]",
	  .takes = TAKES_FORMAT, .repeated = true, .fallback = "text", .help = "how it is written (of several all but one to a file)" },
	FLAG_FAIL_ON,
	{ .name = "exit-zero", .help = "exit with 0 whatever is found" },
	FLAG_SIZES,
	{ .name = "database", .argument = "URL",
	  .help = "judge what is pending there, against the schema that it has; with its sizes" },
	FLAG_HISTORY_TABLE,
	{ .name = "all-pending", .help = "with --database: take all migrations for pending, whatever the runner's table says" },
	FLAG_TIMEOUT,
	FLAG_BASELINE_SCHEMA,
	{ .name = "postgres-version", .argument = "LIST", .help = "majors to judge: 15, or 14,17, or 14-18" },
	FLAG_CONFIG,
	FLAG_NO_CONFIG,
	{ .name = "baseline", .argument = "FILE", .takes = TAKES_FILE, .help = "leave out the findings that this file lists" },
	{ .name = "write-baseline", .argument = "FILE", .takes = TAKES_FILE, .help = "write the present findings to this file" },
	{ .name = "prune-baseline", .help = "take out of the baseline what is found no more, instead of reporting it" },
	{ .name = "add-suppressions", .argument = "REASON",
	  .help = "write comments that allow the present findings into the migrations" },
	{ .name = "today", .argument = "DAY[THH:MM]",
	  .help = "the day that `until` in such comments, and the time that windows of `frozen` are compared with; not given: the clock" },
	{ .name = "fix", .argument = "unsafe", .optional = true, .takes = TAKES_CHOICE, .choices = WORDS("unsafe"),
	  .help = "repair the files: what ends in the same schema; with =unsafe what else can be written of the advice, "
		  "new migrations included" },
	{ .name = "diff", .help = "with --fix: print what would change as a unified diff" },
	FLAG_STDIN_FILENAME,
	{ .name = "no-ci", .help = "inside GitHub Actions and GitLab CI: add nothing to the report (as `ci-reports: false`)" },
	{ .name = "sarif-suppressed", .help = "SARIF: with what comments allow and the baseline lists, marked so; GitHub would open alerts for it" },
	{ .name = "statistics", .help = "show how much was read and resolved" },
	FLAG_COLOR,
	FLAG_JOBS,
	FLAG_PROJECT,
	FLAG_WORKSPACE,
	{ .name = NULL },
};

/* One --format: where its bytes go. */
typedef struct Output {
	const Reporter *reporter;
	const char *file; /* NULL: standard output */
} Output;
typedef VEC(Output) OutputVec;

static bool parse_format(const char *text, Arena *arena, OutputVec *outputs, Error *err)
{
	size_t len = strcspn(text, "=");
	char *name = mv_arena_strndup(arena, text, len);
	Output output = { .reporter = mv_reporter_find(name), .file = text[len] ? text + len + 1 : NULL };

	if (!output.reporter) {
		VEC(const char *) names = { 0 };
		const char *nearest;

		for (const Reporter *const *reporter = mv_reporters; *reporter; reporter++)
			*VEC_PUSH(arena, &names) = (*reporter)->name;
		*VEC_PUSH(arena, &names) = NULL;
		nearest = mv_nearest(name, names.items);
		return nearest ? mv_fail(err, "unknown format '%s'; did you mean '%s'?", name, nearest) :
				 mv_fail(err, "unknown format '%s'; 'migvet help check' lists the formats", name);
	}
	if (output.file && !*output.file)
		return mv_fail(err, "--format %s= needs a file name behind '='", name);
	for (uint32_t i = 0; i < outputs->count; i++) {
		if (!output.file && !outputs->items[i].file)
			return mv_fail(err, "two formats on standard output: write one to a file, as --format %s=FILE", name);
		if (output.file && outputs->items[i].file && strcmp(output.file, outputs->items[i].file) == 0)
			return mv_fail(err, "two formats would be written to '%s'", output.file);
	}
	*VEC_PUSH(arena, outputs) = output;
	return true;
}

static bool parse_formats(const CommandLine *line, OutputVec *outputs, Error *err)
{
	bool shown = false;

	for (uint32_t i = 0; i < line->flags.count; i++) {
		const GivenFlag *given = &line->flags.items[i];

		if (strcmp(given->flag->name, "format") == 0 &&
		    !parse_format(given->value, line->arena, outputs, err))
			return false;
	}
	for (uint32_t i = 0; i < outputs->count; i++)
		shown = shown || !outputs->items[i].file;
	/* a file alone leaves the terminal to people */
	return shown || parse_format("text", line->arena, outputs, err);
}

/* Of several only one is on standard output. */
static bool is_for_people(const OutputVec *outputs)
{
	for (uint32_t i = 0; i < outputs->count; i++) {
		if (!outputs->items[i].file)
			return outputs->items[i].reporter->for_people;
	}
	return false;
}

static bool is_given(const OutputVec *outputs, const char *name)
{
	for (uint32_t i = 0; i < outputs->count; i++) {
		if (mv_streq(outputs->items[i].reporter->name, name))
			return true;
	}
	return false;
}

static bool write_output(Report *report, const Output *output, const CommandLine *line, Error *err)
{
	StrBuf text = { 0 };
	bool ok;

	report->color = mv_terminal_color(mv_flag_value(line, "color"), output->file != NULL);
	output->reporter->write(report, &text);
	if (output->file)
		ok = mv_write_file(output->file, &text, err);
	else
		ok = mv_cli_print(&text) || mv_fail(err, "standard output cannot be written: %s", strerror(errno));
	mv_buf_release(&text);
	return ok;
}

static bool write_reports(const Run *run, const Rule *const *rules, const CommandLine *line, const OutputVec *outputs, Error *err)
{
	CiSystem ci = mv_flag_given(line, "no-ci") || !run->config.ci_reports ? CI_NONE : mv_ci_system();
	Report report = {
		.findings = &run->findings,
		.rules = rules,
		.statistics = &run->statistics,
		.project = &run->project,
		.show_statistics = mv_flag_given(line, "statistics"),
		.show_suppressed = mv_flag_given(line, "sarif-suppressed"),
		.fail_on = run->config.fail_on,
		.prefix = mv_ci_prefix(ci, line->arena),
		.unicode = mv_terminal_unicode(),
		.arena = line->arena,
	};
	bool ok = true;

	/* files first, and whatever fails the other outputs too: whoever reads standard output may stop reading (| head) */
	for (uint32_t i = 0; i < outputs->count; i++)
		ok = (!outputs->items[i].file || write_output(&report, &outputs->items[i], line, ok ? err : NULL)) && ok;
	for (uint32_t i = 0; i < outputs->count; i++)
		ok = (outputs->items[i].file || write_output(&report, &outputs->items[i], line, ok ? err : NULL)) && ok;
	if (ok)
		mv_ci_report(&report, ci, is_for_people(outputs), is_given(outputs, ci == CI_GITLAB ? "gitlab" : "github"));
	return ok;
}

/* Sizes of another database would go unnoticed, and those of an empty one would make all harmless. */
static void warn_of_sizes(const Run *run, const RunOptions *options)
{
	if (run->config.sizes && !options->database && !run->statistics.sized && run->statistics.unsized)
		mv_cli_note("none of the tables of the migrations is among the sizes: are they of another database?");
	else if (run->statistics.sizes_empty)
		mv_cli_note("no table of the migrations has a row: what sizes an empty database has is not used");
}

/* "no findings" alone would be taken for good news. */
static void warn_of_dialects(const Run *run)
{
	const MigrationSet *first = run->project.sets.count ? run->project.sets.items[0] : NULL;

	for (uint32_t i = 0; i < run->project.sets.count; i++) {
		if (mv_set_is_judged(run->project.sets.items[i]))
			return;
	}
	if (first)
		mv_cli_note("nothing is judged: the migrations in '%s' are of %s, not of PostgreSQL; if that is wrong, set 'dialect: postgresql' "
			    "beside their 'path' in migvet.yaml",
			    first->path, first->dialect);
}

static bool any_at_threshold(const Run *run)
{
	for (uint32_t i = 0; i < run->findings.count; i++) {
		const Finding *finding = run->findings.items[i];

		if (!finding->suppressed && !finding->baselined && finding->severity >= run->config.fail_on)
			return true;
	}
	return false;
}

static bool parse_options(const CommandLine *line, RunOptions *options, OutputVec *outputs, Error *err)
{
	*options = (RunOptions){
		.paths = line->arguments.items,
		.path_count = line->arguments.count,
		.since = mv_flag_value(line, "since"),
		.config_file = mv_flag_value(line, "config"),
		.no_config = mv_flag_given(line, "no-config"),
		.stdin_filename = mv_flag_value(line, "stdin-filename"),
		.versions = mv_flag_value(line, "postgres-version"),
		.baseline_schema = mv_flag_value(line, "baseline-schema"),
		.sizes = mv_flag_value(line, "sizes"),
		.database = mv_flag_value(line, "database"),
		.history_table = mv_flag_value(line, "history-table"),
		.all_pending = mv_flag_given(line, "all-pending"),
		.today = mv_flag_value(line, "today"),
		.progress = isatty(STDERR_FILENO) == 1,
	};
	if (mv_flag_given(line, "baseline") && mv_flag_given(line, "write-baseline"))
		return mv_fail(err, "--baseline and --write-baseline exclude each other: write it first, then use it");
	if (mv_flag_given(line, "prune-baseline") && mv_flag_given(line, "write-baseline"))
		return mv_fail(err, "--prune-baseline and --write-baseline exclude each other: the written one has nothing to prune");
	if (mv_flag_given(line, "add-suppressions") && mv_str_trim(mv_str(mv_flag_value(line, "add-suppressions"))).len == 0)
		return mv_fail(err, "--add-suppressions needs a reason, which the comments will give");
	if (options->today && !mv_is_day_or_time(mv_str(options->today)))
		return mv_fail(err, "--today takes a day as 2027-01-31, or a time as 2027-01-31T15:30, not '%s'", options->today);
	if (mv_flag_given(line, "diff") && !mv_flag_given(line, "fix"))
		return mv_fail(err, "--diff shows what --fix would change: give both");
	if (mv_flag_given(line, "fix") && (mv_flag_given(line, "add-suppressions") || options->stdin_filename))
		return mv_fail(err, "--fix excludes --add-suppressions and --stdin-filename");
	if (options->stdin_filename && mv_flag_given(line, "add-suppressions"))
		return mv_fail(err, "--stdin-filename and --add-suppressions exclude each other: there is no file to write to");
	if (options->stdin_filename && options->path_count)
		return mv_fail(err, "--stdin-filename and paths exclude each other");
	if (!options->database && (options->all_pending || options->history_table))
		return mv_fail(err, "--%s is about a database: name it with --database", options->all_pending ? "all-pending" : "history-table");
	if (options->all_pending && options->history_table)
		return mv_fail(err, "--all-pending and --history-table exclude each other");
	if (options->database && options->baseline_schema)
		return mv_fail(err, "--database and --baseline-schema exclude each other: what there is already is read from the database");
	return parse_formats(line, outputs, err) && mv_flag_int(line, "timeout", 1, 86400, 60, &options->timeout, err) &&
	       mv_flag_int(line, "jobs", 1, 64, 0, &options->jobs, err);
}

static bool judge(const CommandLine *line, Run *run, const RunOptions *options, Error *err)
{
	const char *fail_on = mv_flag_value(line, "fail-on"), *write = mv_flag_value(line, "write-baseline");
	const char *baseline = mv_flag_value(line, "baseline");

	if (!mv_run_configure(run, options, err))
		return false;
	if (fail_on)
		mv_severity_parse(fail_on, &run->config.fail_on);
	if (!baseline && !write)
		baseline = run->config.baseline;
	if (mv_flag_given(line, "prune-baseline") && !baseline)
		return mv_fail(err, "--prune-baseline needs a baseline: name it with --baseline, or in migvet.yaml");
	if (!mv_run_discover(run, options, err) || !mv_run_read(run, options, err) || !mv_run_live(run, options, err) ||
	    !mv_run_check(run, baseline, mv_flag_given(line, "prune-baseline"), err))
		return false;
	return !write || mv_baseline_write(write, &run->findings, err);
}

/* Findings of the rules and of the configuration's policies, apart. */
static void say_outcome(const Run *run, bool forgiven)
{
	uint32_t of[2][SEVERITY_ERROR + 1] = { { 0 } };

	for (uint32_t i = 0; i < run->findings.count; i++) {
		const Finding *finding = run->findings.items[i];

		if (!finding->suppressed && !finding->baselined)
			of[mv_streq(finding->rule->category, MV_POLICY_CATEGORY)][finding->severity]++;
	}
	for (int policies = 0; policies < (run->config.policies.count ? 2 : 1); policies++) {
		const uint32_t *found = of[policies];
		bool fails = false;

		for (int severity = (int)run->config.fail_on; severity <= SEVERITY_ERROR; severity++)
			fails = fails || (severity > SEVERITY_OFF && found[severity]);
		mv_cli_outcome(policies ? "policies" : "findings", fails && !forgiven ? EXIT_FINDINGS : EXIT_CLEAN,
			       "%u error%s, %u warning%s, %u info", (unsigned)found[SEVERITY_ERROR], found[SEVERITY_ERROR] == 1 ? "" : "s",
			       (unsigned)found[SEVERITY_WARNING], found[SEVERITY_WARNING] == 1 ? "" : "s", (unsigned)found[SEVERITY_INFO]);
	}
}

/* Instead of a report: what was found is allowed from now on. */
static bool add_suppressions(const CommandLine *line, const Run *run, Error *err)
{
	uint32_t written = 0, left = 0;
	StrBuf text = { 0 };
	bool ok;

	if (!mv_suppressions_write(&run->findings, mv_flag_value(line, "add-suppressions"), &written, &left, err))
		return false;
	mv_buf_addf(&text, "%u findings are allowed by comments now", written);
	if (left)
		mv_buf_addf(&text, "; %u have no place where a comment could stand", left);
	mv_buf_addc(&text, '\n');
	ok = mv_cli_print(&text) || mv_fail(err, "standard output cannot be written: %s", strerror(errno));
	mv_buf_release(&text);
	return ok;
}

/* Instead of a report: the repaired files. */
static bool fix(const CommandLine *line, const Run *run, Error *err)
{
	FixPlan plan;
	StrBuf text = { 0 };
	bool ok, diff = mv_flag_given(line, "diff");

	mv_fix_plan(&run->findings, mv_flag_value(line, "fix") ? FIX_SUGGESTED : FIX_SAFE, line->arena, &plan);
	if (diff)
		mv_fix_diff(&plan, line->arena, &text);
	ok = diff || mv_fix_apply(&plan, err);
	if (ok && !diff) {
		for (uint32_t i = 0; i < plan.files.count; i++)
			mv_buf_addf(&text, "%s %s\n", plan.files.items[i].source ? "changed" : "created", plan.files.items[i].path);
		mv_buf_addf(&text, "%u %s fixed, %u %s left\n", plan.fixed, plan.fixed == 1 ? "finding is" : "findings are", plan.left,
			    plan.left == 1 ? "is" : "are");
	}
	if (ok && plan.files.count == 0 && plan.left)
		mv_cli_note(mv_flag_value(line, "fix") ? "what is found has no repair that could be written" :
			    "nothing of this has a repair that surely ends in the same schema; '--fix=unsafe --diff' shows what else can be written");
	ok = ok && (mv_cli_print(&text) || mv_fail(err, "standard output cannot be written: %s", strerror(errno)));
	mv_buf_release(&text);
	return ok;
}

/* What is written instead of a report; its exit code says only whether that worked. */
static bool changes_files(const CommandLine *line, const Run *run, Error *err)
{
	return mv_flag_given(line, "fix") ? fix(line, run, err) : add_suppressions(line, run, err);
}

static bool never_fails(const CommandLine *line)
{
	return mv_flag_given(line, "exit-zero") || mv_flag_given(line, "write-baseline");
}

static int code_of(const CommandLine *line, const Run *run)
{
	return any_at_threshold(run) && !never_fails(line) ? EXIT_FINDINGS : EXIT_CLEAN;
}

static bool changes_something(const CommandLine *line)
{
	return mv_flag_given(line, "add-suppressions") || mv_flag_given(line, "fix");
}

static int check(const CommandLine *line)
{
	RunOptions options;
	OutputVec outputs = { 0 };
	Error err = { 0 };
	Run run = { 0 };
	size_t rule_count;
	int code = EXIT_FAILED;

	if (!parse_options(line, &options, &outputs, &err))
		return mv_cli_fail(&err);
	if (changes_something(line)) {
		code = judge(line, &run, &options, &err) && changes_files(line, &run, &err) ? EXIT_CLEAN : mv_cli_fail(&err);
	} else if (judge(line, &run, &options, &err) &&
		   write_reports(&run, mv_config_rules(&run.config, line->arena, &rule_count), line, &outputs, &err)) {
		warn_of_sizes(&run, &options);
		warn_of_dialects(&run);
		code = code_of(line, &run);
		say_outcome(&run, never_fails(line));
	} else {
		mv_cli_fail(&err);
	}
	mv_run_release(&run);
	return code;
}

/* ---- several projects ---- */

typedef VEC(const Rule *) RuleVec;

/* A policy that two projects have is one rule to whoever reads the report. */
static const Rule *known_rule(RuleVec *rules, const Rule *rule, Arena *arena)
{
	for (uint32_t i = 0; i < rules->count; i++) {
		if (strcmp(rules->items[i]->id, rule->id) == 0)
			return rules->items[i];
	}
	*VEC_PUSH(arena, rules) = rule;
	return rule;
}

static void add_run(Run *all, const Run *run, RuleVec *rules, Arena *arena)
{
	size_t count;
	const Rule *const *own = mv_config_rules(&run->config, arena, &count);

	for (size_t i = 0; i < count; i++)
		known_rule(rules, own[i], arena);
	for (uint32_t i = 0; i < run->findings.count; i++) {
		run->findings.items[i]->rule = known_rule(rules, run->findings.items[i]->rule, arena);
		*VEC_PUSH(arena, &all->findings) = run->findings.items[i];
	}
	for (uint32_t i = 0; i < run->project.sets.count; i++)
		*VEC_PUSH(arena, &all->project.sets) = run->project.sets.items[i];
	mv_statistics_add(&all->statistics, &run->statistics, arena);
	if (run->config.fail_on < all->config.fail_on)
		all->config.fail_on = run->config.fail_on;
	all->config.ci_reports = all->config.ci_reports && run->config.ci_reports;
}

/* One report of all; each project is judged by its own configuration. */
static int check_projects(const CommandLine *line, const CommandLine *projects, size_t count)
{
	Run *runs = MV_NEW_ARRAY(line->arena, Run, count), all = { .config = { .fail_on = SEVERITY_ERROR, .ci_reports = true } };
	OutputVec outputs = { 0 };
	RuleVec rules = { 0 };
	Error err = { 0 };
	int code = EXIT_CLEAN;

	if (!parse_formats(line, &outputs, &err))
		return mv_cli_fail(&err);
	for (size_t i = 0; i < count; i++) {
		OutputVec unused = { 0 };
		RunOptions options;

		if (changes_something(&projects[i]) || mv_flag_given(line, "write-baseline")) {
			code = mv_cli_worse(code, check(&projects[i]));
		} else if (parse_options(&projects[i], &options, &unused, &err) && judge(&projects[i], &runs[i], &options, &err)) {
			warn_of_sizes(&runs[i], &options);
			warn_of_dialects(&runs[i]);
			code = mv_cli_worse(code, code_of(line, &runs[i]));
			add_run(&all, &runs[i], &rules, line->arena);
		} else {
			mv_cli_note("%s: %s", projects[i].project, err.message);
			code = mv_cli_worse(code, EXIT_FAILED);
		}
	}
	*VEC_PUSH(line->arena, &rules) = NULL;
	mv_findings_sort(&all.findings);
	if (!changes_something(line) && !mv_flag_given(line, "write-baseline") && !write_reports(&all, rules.items, line, &outputs, &err))
		code = mv_cli_fail(&err);
	for (size_t i = 0; i < count; i++)
		mv_run_release(&runs[i]);
	return code;
}

const Command mv_command_check = {
	.name = "check",
	.arguments = mv_path_arguments,
	.summary = "Vet migrations: replay their history, judge what is under review.",
	.examples = "migvet check db/migrations\n"
		    "migvet check --since origin/main\n"
		    "migvet check --format text --format sarif=migvet.sarif db/migrations",
	.flags = flags,
	.exits = { "nothing at or above --fail-on", "findings at or above --fail-on", NULL },
	.workspace = WORDS("{paths}"),
	.run = check,
	.run_projects = check_projects,
};
