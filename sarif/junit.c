/*
 * junit.c: JUnit's XML: a test suite for each file, a test case for each
 * finding. What makes the run fail is a failure; what is below --fail-on was
 * skipped, so that a dashboard does not call a run failed that was not. A
 * judged migration without findings is a passed case: readers take a report
 * without cases for a broken one.
 */
#include "place.h"

typedef struct Suite {
	const char *path;
	VEC(const Finding *) findings; /* none: one case that passed */
	uint32_t failures, skipped;
} Suite;

typedef struct Suites {
	VEC(Suite *) list;
	Map by_path;
	uint32_t cases, failures, skipped;
} Suites;

static Suite *suite_of(const Report *report, Suites *suites, const char *path)
{
	Suite *suite = mv_map_get(&suites->by_path, path);

	if (!suite) {
		suite = MV_NEW(report->arena, Suite);
		suite->path = path;
		mv_map_set(&suites->by_path, path, suite);
		*VEC_PUSH(report->arena, &suites->list) = suite;
	}
	return suite;
}

static bool fails(const Report *report, const Finding *finding)
{
	return finding->severity >= report->fail_on;
}

static void collect(const Report *report, Suites *suites)
{
	mv_map_init(&suites->by_path, report->arena);
	for (uint32_t i = 0; i < report->findings->count; i++) {
		const Finding *finding = report->findings->items[i];
		Suite *suite;

		if (!mv_is_reported(finding))
			continue;
		suite = suite_of(report, suites, mv_finding_place(report, finding, COLUMN_BYTES).path);
		*VEC_PUSH(report->arena, &suite->findings) = finding;
		suite->failures += fails(report, finding);
		suite->skipped += !fails(report, finding);
	}
	for (uint32_t s = 0; s < report->project->sets.count; s++) {
		const MigrationSet *set = report->project->sets.items[s];

		for (uint32_t i = 0; mv_set_is_judged(set) && i < set->migrations.count; i++) {
			const Migration *migration = set->migrations.items[i];

			if (migration->under_review && migration->source)
				suite_of(report, suites, migration->source->path);
		}
	}
	for (uint32_t i = 0; i < suites->list.count; i++) {
		const Suite *suite = suites->list.items[i];

		suites->cases += suite->findings.count ? suite->findings.count : 1;
		suites->failures += suite->failures;
		suites->skipped += suite->skipped;
	}
}

static void add_case(const Report *report, const Suite *suite, const Finding *finding, StrBuf *out)
{
	Place place = mv_finding_place(report, finding, COLUMN_CODE_POINTS);
	const char *element = fails(report, finding) ? "failure" : "skipped";
	StrBuf text = { 0 };

	mv_buf_adds(out, "    <testcase");
	mv_add_attribute(out, "name", mv_arena_format(report->arena, "%s at %u:%u", finding->rule->id, place.start.line,
						      place.start.column));
	mv_add_attribute(out, "classname", suite->path);
	mv_buf_addf(out, ">\n      <%s", element);
	mv_add_attribute(out, "message", mv_arena_format(report->arena, "%s: %s", mv_severity_name(finding->severity), finding->message));
	mv_add_attribute(out, "type", finding->rule->id);
	mv_buf_addc(out, '>');
	mv_buf_addf(&text, "%s:%u:%u: %s", place.path, place.start.line, place.start.column, mv_finding_words(report, finding));
	if (finding->steps.count) {
		mv_buf_addc(&text, '\n');
		mv_add_steps(&text, finding, "", "    ", report->arena);
	}
	mv_add_markup(out, text.ptr);
	mv_buf_release(&text);
	mv_buf_addf(out, "</%s>\n    </testcase>\n", element);
}

static void add_suite(const Report *report, const Suite *suite, StrBuf *out)
{
	mv_buf_adds(out, "  <testsuite");
	mv_add_attribute(out, "name", suite->path);
	mv_buf_addf(out, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"%u\">\n",
		    suite->findings.count ? suite->findings.count : 1, suite->failures, suite->skipped);
	for (uint32_t i = 0; i < suite->findings.count; i++)
		add_case(report, suite, suite->findings.items[i], out);
	if (!suite->findings.count) {
		mv_buf_adds(out, "    <testcase name=\"no findings\"");
		mv_add_attribute(out, "classname", suite->path);
		mv_buf_adds(out, "/>\n");
	}
	mv_buf_adds(out, "  </testsuite>\n");
}

static void write_junit(const Report *report, StrBuf *out)
{
	Suites suites = { 0 };

	collect(report, &suites);
	mv_buf_addf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"migvet\" tests=\"%u\" failures=\"%u\" errors=\"0\">\n",
		    suites.cases, suites.failures);
	for (uint32_t i = 0; i < suites.list.count; i++)
		add_suite(report, suites.list.items[i], out);
	mv_buf_adds(out, "</testsuites>\n");
}

const Reporter mv_reporter_junit = {
	.name = "junit",
	.help = "JUnit's XML: a test suite for each file, a failed test for each finding",
	.write = write_junit,
};
