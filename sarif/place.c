/* place.c: findings' places; text made safe to show; the list of reporters. */
#include "place.h"

#include <stdio.h>
#include <string.h>

const Reporter *const mv_reporters[] = {
	&mv_reporter_text, &mv_reporter_concise, &mv_reporter_json, &mv_reporter_jsonl, &mv_reporter_sarif,
	&mv_reporter_github, &mv_reporter_gitlab, &mv_reporter_junit, &mv_reporter_checkstyle, &mv_reporter_rdjson,
	&mv_reporter_rdjsonl, &mv_reporter_azure, &mv_reporter_teamcity, &mv_reporter_markdown, &mv_reporter_html, NULL,
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

const char *mv_repository_path(const Report *report, const char *path)
{
	size_t len = report->prefix ? strlen(report->prefix) : 0;

	if (!len || *path == '/')
		return path;
	while (len && strncmp(path, "../", 3) == 0) {
		path += 3;
		len--; /* the slash */
		while (len && report->prefix[len - 1] != '/')
			len--;
	}
	return mv_arena_format(report->arena, "%.*s%s", (int)len, report->prefix, path);
}

bool mv_is_reported(const Finding *finding)
{
	return !finding->suppressed && !finding->baselined;
}

bool mv_rule_is_reported(const Report *report, const Rule *rule)
{
	for (uint32_t i = 0; i < report->findings->count; i++) {
		if (report->findings->items[i]->rule == rule && mv_is_reported(report->findings->items[i]))
			return true;
	}
	return false;
}

char *mv_rule_uri(const Rule *rule, Arena *arena)
{
	return rule->number < MV_FIRST_POLICY_NUMBER ?
		       mv_arena_format(arena, "%s/blob/main/rules/README.md#%s", MV_URI, rule->id) : NULL;
}

const char *mv_finding_words(const Report *report, const Finding *finding)
{
	return finding->help ? mv_arena_format(report->arena, "%s\nhelp: %s", finding->message, finding->help) : finding->message;
}

uint32_t mv_next_character(Str text, size_t *at)
{
	unsigned char c = (unsigned char)text.ptr[*at];
	size_t len = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	uint32_t value = len == 1 ? c : c & (0xFFu >> (len + 1));

	for (size_t i = 1; i < len && *at + i < text.len; i++)
		value = value << 6 | ((unsigned char)text.ptr[*at + i] & 0x3F);
	*at += len;
	return value;
}

/* Bytes from `at` on that look like one character: its first one and those that continue it. */
static size_t character_length(Str text)
{
	size_t len = 1;

	while ((unsigned char)text.ptr[0] >= 0xC0 && len < 4 && len < text.len &&
	       ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
		len++;
	return len;
}

void mv_add_json(StrBuf *out, const char *json)
{
	StrBuf clean = { 0 };

	for (Str rest = mv_str(json); rest.len;) {
		size_t plain = 0;
		Str character;
		const unsigned char *c;

		/* below 0x20 is only what stands between strings; what is not ASCII, and '#', stands in strings */
		while (plain < rest.len && (unsigned char)rest.ptr[plain] < 0x7F &&
		       !(rest.ptr[plain] == '#' && plain + 1 < rest.len && rest.ptr[plain + 1] == '#'))
			plain++;
		mv_buf_add(out, mv_str_slice(rest, 0, plain));
		rest = mv_str_slice(rest, plain, rest.len);
		if (!rest.len)
			break;
		if (rest.ptr[0] == '#') { /* "##[", "##vso[": a log would take them for commands */
			mv_buf_adds(out, "\\u0023");
			rest = mv_str_slice(rest, 1, rest.len);
			continue;
		}
		character = mv_str_slice(rest, 0, character_length(rest));
		c = (const unsigned char *)character.ptr;
		rest = mv_str_slice(rest, character.len, rest.len);
		mv_buf_clear(&clean);
		mv_buf_add_clean(&clean, character);
		if (clean.ptr[0] != '?')
			mv_buf_add(out, character);
		else if (c[0] == 0x7F)
			mv_buf_adds(out, "\\u007f");
		else if (clean.len == 1 && character.len == 2)
			mv_buf_addf(out, "\\u%04x", (c[0] & 0x1Fu) << 6 | (c[1] & 0x3Fu));
		else if (clean.len == 1 && character.len == 3)
			mv_buf_addf(out, "\\u%04x", (c[0] & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu));
		else
			mv_buf_adds(out, "\\ufffd");
	}
	mv_buf_release(&clean);
}
