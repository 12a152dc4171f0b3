/*
 * teamcity.c: service messages of TeamCity's inspections: each rule that found
 * something once, then the findings.
 */
#include "place.h"

#include <string.h>

/* What TeamCity takes of names, and of descriptions and messages, in UTF-16 units. */
enum { MOST_OF_NAME = 255, MOST_OF_TEXT = 4000 };

static const char *severity_of(Severity severity)
{
	return severity == SEVERITY_ERROR ? "ERROR" : severity == SEVERITY_WARNING ? "WARNING" : "INFO";
}

static void add_character(StrBuf *out, uint32_t c)
{
	if (c == '\n')
		mv_buf_adds(out, "|n");
	else if (c < 0x80)
		mv_buf_addf(out, strchr("|'[]", (int)c) ? "|%c" : "%c", (char)c);
	else if (c < 0x10000)
		mv_buf_addf(out, "|0x%04X", c);
	else
		mv_buf_addf(out, "|0x%04X|0x%04X", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));
}

static void add_value(StrBuf *out, const char *name, const char *value, size_t most)
{
	StrBuf clean = { 0 };
	size_t units = 0;

	mv_buf_add_clean_lines(&clean, mv_str(value));
	mv_buf_addf(out, " %s='", name);
	for (size_t at = 0; at < clean.len;) {
		uint32_t c = mv_next_character((Str){ .ptr = clean.ptr, .len = clean.len }, &at);

		units += c >= 0x10000 ? 2 : 1;
		if (units > most)
			break;
		add_character(out, c);
	}
	mv_buf_addc(out, '\'');
	mv_buf_release(&clean);
}

static void add_type(const Rule *rule, StrBuf *out)
{
	mv_buf_adds(out, "##teamcity[inspectionType");
	add_value(out, "id", rule->id, MOST_OF_NAME);
	add_value(out, "name", rule->id, MOST_OF_NAME);
	add_value(out, "category", rule->category, MOST_OF_NAME);
	add_value(out, "description", rule->doc.summary, MOST_OF_TEXT);
	mv_buf_adds(out, "]\n");
}

static void add_inspection(const Report *report, const Finding *finding, StrBuf *out)
{
	Place place = mv_finding_place(report, finding, COLUMN_CODE_POINTS);

	mv_buf_adds(out, "##teamcity[inspection");
	add_value(out, "typeId", finding->rule->id, MOST_OF_NAME);
	add_value(out, "message", mv_finding_words(report, finding), MOST_OF_TEXT);
	add_value(out, "file", place.path, MOST_OF_TEXT);
	mv_buf_addf(out, " line='%u'", place.start.line);
	add_value(out, "SEVERITY", severity_of(finding->severity), MOST_OF_NAME);
	mv_buf_adds(out, "]\n");
}

static void write_teamcity(const Report *report, StrBuf *out)
{
	for (const Rule *const *rule = report->rules; *rule; rule++) {
		if (mv_rule_is_reported(report, *rule))
			add_type(*rule, out);
	}
	for (uint32_t i = 0; i < report->findings->count; i++) {
		if (mv_is_reported(report->findings->items[i]))
			add_inspection(report, report->findings->items[i], out);
	}
}

const Reporter mv_reporter_teamcity = {
	.name = "teamcity",
	.help = "inspections of TeamCity",
	.write = write_teamcity,
};
