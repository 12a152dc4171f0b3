/* place.c: findings' places; text made safe to show; the list of reporters. */
#include "place.h"

#include <stdio.h>
#include <string.h>

const Reporter *const mv_reporters[] = {
	&mv_reporter_text, &mv_reporter_concise, &mv_reporter_json, &mv_reporter_sarif, &mv_reporter_github, NULL,
};

const Reporter *mv_reporter_find(const char *name)
{
	for (const Reporter *const *reporter = mv_reporters; *reporter; reporter++) {
		if (strcmp((*reporter)->name, name) == 0)
			return *reporter;
	}
	return NULL;
}

Place mv_place(const Report *report, const Source *source, const char *path, Span span, ColumnUnit unit)
{
	Place place = { .path = path ? path : source ? source->path : "", .start = { 1, 1 }, .end = { 1, 1 } };

	if (!source || !source->text.ptr)
		return place;
	mv_source_index_lines(source, report->arena);
	place.known = span.end > span.start;
	place.start = mv_source_position(source, span.start, unit);
	place.end = mv_source_position(source, span.end > span.start ? span.end : span.start, unit);
	return place;
}

Place mv_finding_place(const Report *report, const Finding *finding, ColumnUnit unit)
{
	return mv_place(report, finding->source, finding->path, finding->span, unit);
}

bool mv_is_reported(const Finding *finding)
{
	return !finding->suppressed && !finding->baselined;
}

void mv_add_clean(StrBuf *out, Str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		unsigned char next = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;

		if (c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7F && c != 0xC2)) {
			mv_buf_addc(out, (char)c);
		} else if (c == 0xC2 && next >= 0xA0) {
			mv_buf_addc(out, (char)c);
		} else {
			mv_buf_addc(out, '?');
			if (c == 0xC2) /* U+0080 to U+009F: control characters of two bytes */
				i++;
		}
	}
}

void mv_rule_code(const Rule *rule, char code[8])
{
	snprintf(code, 8, "MV%03u", (unsigned)(rule->number % 10000));
}
