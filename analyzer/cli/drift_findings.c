/*
 * drift_findings.c: drift as findings, so that it shows where findings do: at
 * the migration that made the thing, else at the database or its snapshot.
 */
#include "drift_findings.h"

#include "migvet/reporter.h"

enum { FIRST_NUMBER = MV_FIRST_POLICY_NUMBER + 900 }; /* shown by their ids */

/* By DifferenceKind; then what is not certain. */
static const Rule rules[] = {
	{ .id = "drift-missing", .name = "DriftMissing", .number = FIRST_NUMBER, .category = "drift", .severity = SEVERITY_ERROR,
	  .doc = { .summary = "the database lacks what a migration makes",
		   .why = "somebody removed it by hand, or the migration did not do what it says: code and later migrations that count on it fail",
		   .instead = "make it again ('migvet drift --format sql' writes the statements), or remove it by a migration" } },
	{ .id = "drift-unexpected", .name = "DriftUnexpected", .number = FIRST_NUMBER + 1, .category = "drift", .severity = SEVERITY_WARNING,
	  .doc = { .summary = "the database has what no migration makes",
		   .why = "it is in no other database made from these migrations, and the next migration may collide with it",
		   .instead = "make it by a migration, drop it, or leave it out with --ignore" } },
	{ .id = "drift-renamed", .name = "DriftRenamed", .number = FIRST_NUMBER + 2, .category = "drift", .severity = SEVERITY_ERROR,
	  .doc = { .summary = "the database has it under another name",
		   .why = "code and later migrations that use the name of the migrations fail",
		   .instead = "give it its name back, or rename it by a migration" } },
	{ .id = "drift-changed", .name = "DriftChanged", .number = FIRST_NUMBER + 3, .category = "drift", .severity = SEVERITY_ERROR,
	  .doc = { .summary = "the database has it otherwise than the migrations make it",
		   .why = "somebody changed it by hand: other databases made from these migrations behave otherwise",
		   .instead = "change it back ('migvet drift --format sql' writes the statements), or make the change by a migration" } },
	{ .id = "drift-uncertain", .name = "DriftUncertain", .number = FIRST_NUMBER + 4, .category = "drift", .severity = SEVERITY_INFO,
	  .doc = { .summary = "it cannot be told whether the database has it as the migrations make it",
		   .why = "what is written and what is stored differ, and may come to the same",
		   .instead = "look at both" } },
};
enum { UNCERTAIN = sizeof rules / sizeof *rules - 1 };

static const char *message_of(const Difference *difference, Arena *arena)
{
	const char *text = mv_difference_format(difference, arena);

	if (difference->kind == DIFFERENCE_UNEXPECTED)
		return mv_str_ends(mv_str(text), STR(" was not there before")) ?
			       mv_arena_format(arena, "%.*s is made by no migration", (int)(mv_str(text).len - STR(" was not there before").len), text) : text;
	return difference->kind == DIFFERENCE_CHANGED ?
		       mv_arena_format(arena, "%s%s", text, difference->uncertain ? " (they may come to the same)" : "") : text;
}

static Finding *finding_of(const DriftFindings *drift, const Difference *difference)
{
	Finding *finding = MV_NEW(drift->arena, Finding);
	const Birth *birth = difference->expected;
	const Change *change = birth ? birth->change : NULL;

	*finding = (Finding){ .rule = &rules[difference->uncertain ? UNCERTAIN : difference->kind], .path = drift->found,
			      .message = message_of(difference, drift->arena), .fix = NULL };
	finding->severity = finding->rule->severity;
	finding->help = finding->rule->doc.instead;
	finding->subject = mv_arena_format(drift->arena, "%s%s%s", difference->relation ? difference->relation : "", difference->relation ? "." : "",
					   difference->name);
	if (change && change->statement && birth->migration) {
		finding->migration = birth->migration;
		finding->source = change->statement->source;
		finding->path = finding->source ? finding->source->path : drift->found;
		finding->span = finding->statement = change->span;
	}
	return finding;
}

void mv_drift_write_sarif(const DriftFindings *drift, StrBuf *out)
{
	FindingVec findings = { 0 };
	const Statistics none = { 0 };
	const Rule *all[UNCERTAIN + 2] = { NULL };
	const Report report = { .findings = &findings, .statistics = &none, .project = drift->project, .rules = all, .fail_on = SEVERITY_INFO,
				.arena = drift->arena };

	for (int i = 0; i <= UNCERTAIN; i++)
		all[i] = &rules[i];
	for (uint32_t i = 0; i < drift->differences->count; i++) {
		Finding *finding = finding_of(drift, &drift->differences->items[i]);

		finding->order = i;
		*VEC_PUSH(drift->arena, &findings) = finding;
	}
	mv_findings_locate(drift->arena, &findings);
	mv_findings_sort(&findings);
	mv_fingerprint(&findings);
	mv_reporter_find("sarif")->write(&report, out);
}
