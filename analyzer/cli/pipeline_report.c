/* pipeline_report.c: what the parts of a pipeline came to, for terminals, merge requests and browsers. */
#include "pipeline.h"

#include "cli.h"

#include "migvet/html.h"

#include <string.h>

const char *mv_part_state_name(PartState state)
{
	switch (state) {
	case PART_DONE:
		return "ok";
	case PART_FOUND:
		return "found";
	case PART_FAILED:
		return "failed";
	case PART_SKIPPED:
		return "skipped";
	}
	return "";
}

static const char *color_of(PartState state)
{
	switch (state) {
	case PART_DONE:
		return "\033[32m";
	case PART_FOUND:
		return "\033[33m";
	case PART_FAILED:
		return "\033[31m";
	case PART_SKIPPED:
		break;
	}
	return "\033[2m";
}

/* "exit code 1: findings, drift" */
static void add_verdict(const PartVec *parts, int code, StrBuf *out)
{
	PartState wanted = code == EXIT_FINDINGS ? PART_FOUND : PART_FAILED;
	const char *separator = ": ";

	mv_buf_addf(out, "exit code %d", code);
	for (uint32_t i = 0; code != EXIT_CLEAN && i < parts->count; i++) {
		if (parts->items[i].state != wanted)
			continue;
		mv_buf_addf(out, "%s%s", separator, parts->items[i].name);
		separator = ", ";
	}
}

void mv_pipeline_text(const PartVec *parts, int code, bool color, StrBuf *out)
{
	for (uint32_t i = 0; i < parts->count; i++) {
		const Part *part = &parts->items[i];

		mv_buf_addf(out, "%-9s %s%-7s%s ", part->name, color ? color_of(part->state) : "", mv_part_state_name(part->state),
			    color ? "\033[0m" : "");
		mv_buf_add_clean(out, mv_str(part->text));
		if (part->file)
			mv_buf_addf(out, " (%s)", part->file);
		mv_buf_addc(out, '\n');
	}
	add_verdict(parts, code, out);
	mv_buf_addc(out, '\n');
}

/* ---- Markdown ---- */

/* A cell ends at '|' and at a line's end; what could be markup is taken as text. */
static void add_cell(StrBuf *out, const char *text)
{
	StrBuf clean = { 0 };

	mv_buf_add_clean(&clean, mv_str(text));
	for (size_t i = 0; i < clean.len; i++) {
		if (strchr("|\\`*_<>[]&@#", clean.ptr[i]))
			mv_buf_addc(out, '\\');
		mv_buf_addc(out, clean.ptr[i]);
	}
	mv_buf_release(&clean);
}

/* A fence is longer than any run of its character inside. */
static void add_fenced(StrBuf *out, const char *text)
{
	size_t longest = 2, run = 0;

	for (const char *c = text; *c; c++) {
		run = *c == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	for (size_t i = 0; i <= longest; i++)
		mv_buf_addc(out, '`');
	mv_buf_adds(out, "text\n");
	mv_buf_add_clean_lines(out, mv_str(text));
	if (out->len && out->ptr[out->len - 1] != '\n')
		mv_buf_addc(out, '\n');
	for (size_t i = 0; i <= longest; i++)
		mv_buf_addc(out, '`');
	mv_buf_addc(out, '\n');
}

void mv_pipeline_markdown(const PartVec *parts, int code, StrBuf *out)
{
	mv_buf_adds(out, "# migvet\n\n| part | state | outcome | file |\n| --- | --- | --- | --- |\n");
	for (uint32_t i = 0; i < parts->count; i++) {
		const Part *part = &parts->items[i];

		mv_buf_addf(out, "| %s | %s | ", part->name, mv_part_state_name(part->state));
		add_cell(out, part->text);
		mv_buf_adds(out, " | ");
		add_cell(out, part->file ? part->file : "");
		mv_buf_adds(out, " |\n");
	}
	mv_buf_addc(out, '\n');
	add_verdict(parts, code, out);
	mv_buf_addc(out, '\n');
	for (uint32_t i = 0; i < parts->count; i++) {
		if (!parts->items[i].said || !*parts->items[i].said)
			continue;
		mv_buf_addf(out, "\n## %s\n\n", parts->items[i].name);
		add_fenced(out, parts->items[i].said);
	}
}

/* ---- HTML ---- */

static const char style[] = ".found{color:var(--warning);font-weight:600}.failed{color:var(--error);font-weight:600}.skipped{color:var(--soft)}\n";

void mv_pipeline_html(const PartVec *parts, int code, StrBuf *out)
{
	mv_html_start(out, "migvet: pipeline", style, NULL);
	mv_buf_adds(out, "<h1>migvet</h1>\n<table><thead><tr><th scope=\"col\">part<th scope=\"col\">state<th scope=\"col\">outcome<th scope=\"col\">file</thead><tbody>\n");
	for (uint32_t i = 0; i < parts->count; i++) {
		const Part *part = &parts->items[i];
		bool told = part->said && *part->said;

		mv_buf_addf(out, told ? "<tr><th scope=\"row\"><a href=\"#%s\">%s</a>" : "<tr><th scope=\"row\">", part->name, part->name);
		if (!told)
			mv_buf_adds(out, part->name);
		mv_buf_addf(out, "<td class=\"%s\">%s<td>", mv_part_state_name(part->state), mv_part_state_name(part->state));
		mv_buf_add_markup(out, mv_str(part->text));
		mv_buf_adds(out, "<td>");
		if (part->file)
			mv_buf_addf(out, "<a href=\"%s\">%s</a>", part->file, part->file);
		mv_buf_adds(out, "</tr>\n");
	}
	mv_buf_adds(out, "</tbody></table>\n<p>");
	add_verdict(parts, code, out);
	mv_buf_adds(out, "</p>\n");
	for (uint32_t i = 0; i < parts->count; i++) {
		if (!parts->items[i].said || !*parts->items[i].said)
			continue;
		mv_buf_addf(out, "<h2 id=\"%s\">%s</h2>\n<pre tabindex=\"0\">", parts->items[i].name, parts->items[i].name);
		mv_buf_add_markup(out, mv_str(parts->items[i].said));
		mv_buf_adds(out, "</pre>\n");
	}
	mv_html_end(out, NULL);
}
