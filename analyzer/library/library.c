/* library.c: libmigvet's interface over the stages: what `migvet check` does, for programs. */
#include "migvet/migvet.h"

#include "../run.h"

#include "migvet/reporter.h"

#include <stdlib.h>
#include <string.h>

struct MvAnalysis {
	Arena *arena; /* of what was given, and of what is handed out */
	RunOptions options;
	VEC(const char *) paths;
	VEC(MemoryFile) texts;
	const char *baseline;
	Severity fail_on; /* OFF: the configuration's */
	Run run;
	bool ran, good; /* it was asked to run; it did, to the end */
	VEC(MvFinding) findings;
	Error err;
};

const char *mv_library_version(void)
{
	return MV_VERSION;
}

MvAnalysis *mv_analysis_new(void)
{
	Arena *arena = mv_arena_new();
	MvAnalysis *analysis = MV_NEW(arena, MvAnalysis);

	analysis->arena = arena;
	return analysis;
}

void mv_analysis_free(MvAnalysis *analysis)
{
	if (!analysis)
		return;
	if (analysis->run.arena)
		mv_run_release(&analysis->run);
	mv_arena_free(analysis->arena);
}

static bool set_jobs(MvAnalysis *analysis, const char *value)
{
	char *end;

	analysis->options.jobs = strtol(value, &end, 10);
	if (end != value && !*end && analysis->options.jobs >= 1 && analysis->options.jobs <= 64)
		return true;
	analysis->options.jobs = 0;
	return mv_fail(&analysis->err, "option 'jobs' takes a whole number from 1 to 64, not '%s'", value);
}

static bool set_flag(MvAnalysis *analysis, const char *option, const char *value, bool *flag)
{
	*flag = strcmp(value, "true") == 0;
	return *flag || strcmp(value, "false") == 0 || mv_fail(&analysis->err, "option '%s' takes true or false, not '%s'", option, value);
}

bool mv_analysis_set(MvAnalysis *analysis, const char *option, const char *value)
{
	const struct {
		const char *option;
		const char **field;
	} texts[] = {
		{ "config", &analysis->options.config_file },   { "since", &analysis->options.since },
		{ "postgres-version", &analysis->options.versions }, { "baseline-schema", &analysis->options.baseline_schema },
		{ "baseline", &analysis->baseline },
	};

	analysis->err = (Error){ 0 };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (strcmp(texts[i].option, option) == 0) {
			*texts[i].field = mv_arena_strdup(analysis->arena, value);
			return true;
		}
	}
	if (strcmp(option, "no-config") == 0)
		return set_flag(analysis, option, value, &analysis->options.no_config);
	if (strcmp(option, "jobs") == 0)
		return set_jobs(analysis, value);
	if (strcmp(option, "today") == 0) {
		if (!mv_is_day_or_time(mv_str(value)))
			return mv_fail(&analysis->err, "option 'today' takes a day as 2027-01-31, or a time as 2027-01-31T15:30, not '%s'", value);
		analysis->options.today = mv_arena_strdup(analysis->arena, value);
		return true;
	}
	if (strcmp(option, "fail-on") == 0) {
		Severity severity = SEVERITY_OFF;

		if (!mv_severity_parse(value, &severity) || severity == SEVERITY_OFF)
			return mv_fail(&analysis->err, "option 'fail-on' takes error, warning or info, not '%s'", value);
		analysis->fail_on = severity;
		return true;
	}
	return mv_fail(&analysis->err, "there is no option '%s'", option);
}

void mv_analysis_add_path(MvAnalysis *analysis, const char *path)
{
	*VEC_PUSH(analysis->arena, &analysis->paths) = mv_arena_strdup(analysis->arena, path);
}

void mv_analysis_add_text(MvAnalysis *analysis, const char *path, const char *text, size_t length)
{
	*VEC_PUSH(analysis->arena, &analysis->texts) = (MemoryFile){
		.path = mv_arena_strdup(analysis->arena, path),
		.text = { .ptr = mv_arena_strndup(analysis->arena, length ? text : "", length), .len = length },
	};
}

/* Texts alone: the directories that they are in. */
static void add_directories(MvAnalysis *analysis)
{
	Map known;

	mv_map_init(&known, analysis->arena);
	for (uint32_t i = 0; i < analysis->texts.count; i++) {
		const char *path = analysis->texts.items[i].path, *slash = strrchr(path, '/');
		const char *directory = !slash ? "." : slash == path ? "/" : mv_arena_strndup(analysis->arena, path, (size_t)(slash - path));

		if (!mv_map_get(&known, directory))
			*VEC_PUSH(analysis->arena, &analysis->paths) = directory;
		mv_map_set(&known, directory, analysis);
	}
}

static MvSeverity public_severity(Severity severity)
{
	switch (severity) {
	case SEVERITY_OFF:
	case SEVERITY_INFO:
		return MV_INFO;
	case SEVERITY_WARNING:
		return MV_WARNING;
	case SEVERITY_ERROR:
		return MV_ERROR;
	}
	return MV_INFO;
}

static void collect(MvAnalysis *analysis)
{
	const Report report = { .arena = analysis->arena };

	for (uint32_t i = 0; i < analysis->run.findings.count; i++) {
		const Finding *finding = analysis->run.findings.items[i];
		Place place;

		if (!mv_is_reported(finding))
			continue;
		place = mv_finding_place(&report, finding, COLUMN_CODE_POINTS);
		*VEC_PUSH(analysis->arena, &analysis->findings) = (MvFinding){
			.rule = finding->rule->id, .severity = public_severity(finding->severity), .message = finding->message, .help = finding->help,
			.path = place.path, .line = place.start.line, .column = place.start.column, .end_line = place.end.line,
			.end_column = place.end.column, .whole_file = !place.known, .sqlstate = finding->sqlstate, .fingerprint = finding->fingerprint,
		};
	}
}

bool mv_analysis_run(MvAnalysis *analysis)
{
	Run *run = &analysis->run;
	RunOptions *options = &analysis->options;

	if (analysis->ran)
		return mv_fail(&analysis->err, "this analysis ran already: make a new one");
	analysis->ran = true;
	analysis->err = (Error){ 0 };
	if (!analysis->paths.count)
		add_directories(analysis);
	options->paths = analysis->paths.items;
	options->path_count = analysis->paths.count;
	options->memory = analysis->texts.items;
	options->memory_count = analysis->texts.count;
	if (!mv_run_configure(run, options, &analysis->err))
		return false;
	if (analysis->fail_on != SEVERITY_OFF)
		run->config.fail_on = analysis->fail_on;
	if (!mv_run_discover(run, options, &analysis->err) || !mv_run_read(run, options, &analysis->err) ||
	    !mv_run_check(run, analysis->baseline ? analysis->baseline : run->config.baseline, false, &analysis->err))
		return false;
	collect(analysis);
	analysis->good = true;
	return true;
}

const char *mv_analysis_error(const MvAnalysis *analysis)
{
	return analysis->err.message;
}

size_t mv_analysis_count(const MvAnalysis *analysis)
{
	return analysis->findings.count;
}

const MvFinding *mv_analysis_finding(const MvAnalysis *analysis, size_t index)
{
	return index < analysis->findings.count ? &analysis->findings.items[index] : NULL;
}

bool mv_analysis_fails(const MvAnalysis *analysis)
{
	for (uint32_t i = 0; i < analysis->findings.count; i++) {
		if (analysis->findings.items[i].severity >= public_severity(analysis->run.config.fail_on))
			return true;
	}
	return false;
}

const char *mv_analysis_report(MvAnalysis *analysis, const char *format)
{
	const Reporter *reporter = mv_reporter_find(format);
	StrBuf text = { 0 };
	size_t rule_count;
	const char *copy;

	if (!reporter || !analysis->good)
		return NULL;
	reporter->write(&(const Report){ .findings = &analysis->run.findings, .statistics = &analysis->run.statistics, .project = &analysis->run.project,
					 .rules = mv_config_rules(&analysis->run.config, analysis->arena, &rule_count),
					 .fail_on = analysis->run.config.fail_on, .arena = analysis->arena },
			&text);
	copy = text.len ? mv_buf_to_arena(&text, analysis->arena) : "";
	mv_buf_release(&text);
	return copy;
}
