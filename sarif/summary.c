/* summary.c: what was found and judged, in all. */
#include "place.h"

Counts mv_count(const Report *report)
{
	Counts counts = { 0 };
	const char *file = NULL;

	for (uint32_t i = 0; i < report->findings->count; i++) {
		const Finding *finding = report->findings->items[i];

		if (!mv_is_reported(finding))
			continue;
		counts.of[finding->severity]++;
		counts.total++;
		if (!file || !mv_streq(file, finding->path)) /* findings are sorted by path */
			counts.files++;
		file = finding->path;
	}
	return counts;
}

static void add_count(StrBuf *out, uint32_t count, const char *one, const char *many)
{
	mv_buf_addf(out, "%u %s", count, count == 1 ? one : many);
}

void mv_add_counts(const Report *report, StrBuf *out)
{
	Counts counts = mv_count(report);

	if (counts.total == 0) {
		mv_buf_adds(out, "no findings");
		return;
	}
	add_count(out, counts.total, "finding", "findings");
	mv_buf_adds(out, " (");
	add_count(out, counts.of[SEVERITY_ERROR], "error", "errors");
	mv_buf_adds(out, ", ");
	add_count(out, counts.of[SEVERITY_WARNING], "warning", "warnings");
	if (counts.of[SEVERITY_INFO])
		mv_buf_addf(out, ", %u info", counts.of[SEVERITY_INFO]);
	mv_buf_adds(out, ") in ");
	add_count(out, counts.files, "file", "files");
}

void mv_add_judged(const Report *report, StrBuf *out)
{
	const Statistics *statistics = report->statistics;

	mv_buf_adds(out, "judged ");
	add_count(out, statistics->reviewed, "migration", "migrations");
	if (statistics->reviewed != statistics->migrations)
		mv_buf_addf(out, " of %u", statistics->migrations);
	if (statistics->suppressed)
		mv_buf_addf(out, ", %u allowed by comments", statistics->suppressed);
	if (statistics->baselined)
		mv_buf_addf(out, ", %u in the baseline", statistics->baselined);
}

void mv_add_statistics(const Report *report, StrBuf *out)
{
	const Statistics *s = report->statistics;

	mv_buf_addf(out, "files: %u\nmigrations: %u (%u judged)\nstatements: %u (%u resolved, %u partly, %u unresolved)\n"
			 "changes: %u\n",
		    s->files, s->migrations, s->reviewed, s->statements, s->resolved, s->partly, s->unresolved, s->changes);
	if (s->operations)
		mv_buf_addf(out, "operations: %u (%u resolved, %.2f%%)\n", s->operations, s->operations_resolved,
			    100.0 * s->operations_resolved / s->operations);
	if (s->sized || s->unsized)
		mv_buf_addf(out, "sizes: of %u of %u tables\n", s->sized, s->sized + s->unsized);
	for (uint32_t i = 0; i < s->reasons.count; i++) {
		mv_buf_addf(out, "%7u  not resolved: ", s->reasons.items[i].count);
		mv_buf_add_clean(out, mv_str(s->reasons.items[i].reason));
		mv_buf_addc(out, '\n');
	}
	for (const Rule *const *rule = report->rules; *rule; rule++) {
		uint32_t count = 0;

		for (uint32_t i = 0; i < report->findings->count; i++)
			count += report->findings->items[i]->rule == *rule && mv_is_reported(report->findings->items[i]);
		if (count)
			mv_buf_addf(out, "%7u  %s\n", count, (*rule)->id);
	}
}
