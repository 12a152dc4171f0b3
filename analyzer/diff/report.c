/* report.c: what differs from one side to the other: text with + - ~ ?, Markdown, JSON, YAML. */
#include "diff.h"

#include <string.h>

typedef struct Counts {
	uint32_t removed, added, changed, renamed, uncertain;
} Counts;

static bool is_uncertain(const DiffReport *report, const Difference *difference)
{
	return report->drift && difference->uncertain;
}

static Counts count(const DiffReport *report)
{
	Counts counts = { 0 };

	for (uint32_t i = 0; i < report->differences->count; i++) {
		if (is_uncertain(report, &report->differences->items[i])) {
			counts.uncertain++;
			continue;
		}
		switch (report->differences->items[i].kind) {
		case DIFFERENCE_MISSING:
			counts.removed++;
			break;
		case DIFFERENCE_UNEXPECTED:
			counts.added++;
			break;
		case DIFFERENCE_RENAMED:
			counts.renamed++;
			break;
		case DIFFERENCE_CHANGED:
			counts.changed++;
			break;
		}
	}
	return counts;
}

static bool is_question(const DiffReport *report, const Difference *difference)
{
	return !report->renames && mv_difference_is_guess(difference);
}

/* "column users.email" */
static const char *thing_of(const Difference *difference, Arena *arena)
{
	bool plain = !*difference->schema || strcmp(difference->schema, "public") == 0;

	return mv_arena_format(arena, "%s %s%s%s%s%s", mv_object_kind_name(difference->object), plain ? "" : difference->schema, plain ? "" : ".",
			       difference->relation ? difference->relation : "", difference->relation ? "." : "", difference->name);
}

/* Behind the thing; "" for one that is only on one side. */
static const char *words_of(const DiffReport *report, const Difference *difference, const char *arrow, Arena *arena)
{
	const char *unsure = difference->uncertain ? " (they may come to the same)" : "";

	if (difference->kind == DIFFERENCE_RENAMED)
		return mv_arena_format(arena, " %s %s%s", arrow, difference->after, is_question(report, difference) ? ": renamed?" : "");
	if (difference->kind != DIFFERENCE_CHANGED)
		return "";
	return mv_arena_format(arena, ": %s: %s %s %s%s", difference->field, mv_diff_shown(difference->before, difference->after, arena), arrow,
			       mv_diff_shown(difference->after, difference->before, arena), unsure);
}

static char sign_of(const DiffReport *report, const Difference *difference)
{
	static const char signs[] = { '-', '+', '~', '~' };

	return is_question(report, difference) || is_uncertain(report, difference) ? '?' : signs[difference->kind];
}

static const char *summary(const DiffReport *report, Arena *arena)
{
	Counts counts = count(report);
	StrBuf text = { 0 };
	const char *result;

	if (counts.removed)
		mv_buf_addf(&text, ", %u %s", (unsigned)counts.removed, report->drift ? "missing" : "removed");
	if (counts.added)
		mv_buf_addf(&text, ", %u %s", (unsigned)counts.added, report->drift ? "unexpected" : "added");
	if (counts.changed)
		mv_buf_addf(&text, ", %u changed", (unsigned)counts.changed);
	if (counts.renamed)
		mv_buf_addf(&text, ", %u renamed", (unsigned)counts.renamed);
	if (counts.uncertain)
		mv_buf_addf(&text, ", %u that may come to the same", (unsigned)counts.uncertain);
	result = text.len ? mv_buf_to_arena(&text, arena) + 2 :
		 report->left_unknown_count || report->right_unknown_count ? (report->drift ? "no drift in what is known" : "no difference in what is known") :
		 report->drift ? "no drift" : "no difference";
	mv_buf_release(&text);
	return result;
}

static bool asks(const DiffReport *report)
{
	for (uint32_t i = 0; i < report->differences->count; i++) {
		if (is_question(report, &report->differences->items[i]))
			return true;
	}
	return false;
}

/* By DifferenceKind. */
static const char *const *words_for(const DiffReport *report)
{
	static const char *const drift[] = { "missing", "unexpected", "renamed", "changed" }, *const diff[] = { "removed", "added", "renamed", "changed" };

	return report->drift ? drift : diff;
}

/* ---- text ---- */

static void add_line(StrBuf *out, bool color, const char *code, const char *text)
{
	if (color)
		mv_buf_addf(out, "\033[%sm", code);
	mv_buf_add_clean(out, mv_str(text));
	mv_buf_adds(out, color ? "\033[0m\n" : "\n");
}

static void add_unknown(StrBuf *out, bool color, const char *side, const char *const *unknown, uint32_t number, Arena *arena)
{
	for (uint32_t i = 0; i < number; i++)
		add_line(out, color, "33", mv_arena_format(arena, "! %s: %s", side, unknown[i]));
}

void mv_diff_report_text(const DiffReport *report, bool color, StrBuf *out)
{
	Arena *arena = mv_arena_new();

	if (report->differences->count) {
		add_line(out, color, "1", mv_arena_format(arena, "--- %s", report->left));
		add_line(out, color, "1", mv_arena_format(arena, "+++ %s", report->right));
	}
	for (uint32_t i = 0; i < report->differences->count; i++) {
		const Difference *difference = &report->differences->items[i];
		char sign = sign_of(report, difference);

		add_line(out, color, sign == '-' ? "31" : sign == '+' ? "32" : sign == '?' ? "35" : "33",
			 mv_arena_format(arena, "%c %s%s", sign, thing_of(difference, arena), words_of(report, difference, "->", arena)));
	}
	add_unknown(out, color, report->left, report->left_unknown, report->left_unknown_count, arena);
	add_unknown(out, color, report->right, report->right_unknown, report->right_unknown_count, arena);
	mv_buf_addf(out, "%s\n", summary(report, arena));
	if (asks(report))
		mv_buf_adds(out, "renamed? --renames takes them for renamed; without it each is one removed and one added\n");
	mv_arena_free(arena);
}

/* ---- Markdown ---- */

/* Between backticks; a bar would end the cell of a table. */
static void add_code(StrBuf *out, const char *text)
{
	StrBuf clean = { 0 };

	mv_buf_add_clean(&clean, mv_str(text));
	mv_buf_addc(out, '`');
	for (size_t i = 0; i < clean.len; i++) {
		if (clean.ptr[i] == '|')
			mv_buf_addc(out, '\\');
		mv_buf_addc(out, clean.ptr[i] == '`' ? '\'' : clean.ptr[i]);
	}
	mv_buf_addc(out, '`');
	mv_buf_release(&clean);
}

static void add_cell(StrBuf *out, const char *text)
{
	mv_buf_adds(out, " | ");
	if (text)
		add_code(out, *text ? text : " ");
}

void mv_diff_report_markdown(const DiffReport *report, StrBuf *out)
{
	const char *const *words = words_for(report);
	Arena *arena = mv_arena_new();

	mv_buf_adds(out, report->drift ? "### Schema drift\n\nExpected by " : "### Schema differences\n\nFrom ");
	add_code(out, report->left);
	mv_buf_adds(out, report->drift ? ", found in " : " to ");
	add_code(out, report->right);
	mv_buf_addf(out, ": %s.\n", summary(report, arena));
	if (report->differences->count)
		mv_buf_addf(out, "\n| | Object | What | %s | %s |\n|---|---|---|---|---|\n", report->drift ? "Expected" : "Before", report->drift ? "Found" : "After");
	for (uint32_t i = 0; i < report->differences->count; i++) {
		const Difference *difference = &report->differences->items[i];
		bool changed = difference->kind == DIFFERENCE_CHANGED, renamed = difference->kind == DIFFERENCE_RENAMED;

		mv_buf_addf(out, "| %c", sign_of(report, difference));
		add_cell(out, thing_of(difference, arena));
		mv_buf_addf(out, " | %s", changed ? difference->field : is_question(report, difference) ? "renamed?" : words[difference->kind]);
		add_cell(out, changed || renamed ? mv_diff_shown(difference->before, difference->after, arena) : NULL);
		add_cell(out, changed || renamed ? mv_diff_shown(difference->after, difference->before, arena) : NULL);
		mv_buf_adds(out, " |\n");
	}
	if (report->left_unknown_count || report->right_unknown_count)
		mv_buf_adds(out, "\nNot known:\n\n");
	for (int side = 0; side < 2; side++) {
		for (uint32_t i = 0; i < (side ? report->right_unknown_count : report->left_unknown_count); i++) {
			mv_buf_adds(out, "- ");
			add_code(out, side ? report->right : report->left);
			mv_buf_adds(out, ": ");
			add_code(out, (side ? report->right_unknown : report->left_unknown)[i]);
			mv_buf_addc(out, '\n');
		}
	}
	mv_arena_free(arena);
}

/* ---- JSON and YAML ---- */

static void write_side(Writer *writer, const char *key, const char *name, const char *const *unknown, uint32_t number)
{
	mv_write_object(writer, key);
	mv_write_text(writer, "name", name);
	mv_write_list(writer, "unknown");
	for (uint32_t i = 0; i < number; i++)
		mv_write_text(writer, NULL, unknown[i]);
	mv_write_end(writer);
	mv_write_end(writer);
}

static void write_birth(Writer *writer, const char *key, const Birth *birth)
{
	const Migration *migration = birth ? birth->migration : NULL;

	if (!migration || !*migration->version)
		return;
	mv_write_text(writer, key, migration->version);
}

/* Where the migration says it. */
static void write_place(const Birth *birth, Writer *writer, Arena *arena)
{
	const Source *source = birth && birth->change && birth->change->statement ? birth->change->statement->source : NULL;
	Span span;

	if (!source || !birth->migration)
		return;
	span = mv_migration_place(birth->migration, &source, birth->change->span);
	mv_source_index_lines(source, arena);
	mv_write_text(writer, "file", source->path);
	mv_write_number(writer, "line", mv_source_position(source, span.start, COLUMN_CODE_POINTS).line);
}

static void write_difference(const DiffReport *report, const Difference *difference, Writer *writer)
{
	mv_write_object(writer, NULL);
	mv_write_text(writer, "kind", words_for(report)[difference->kind]);
	mv_write_text(writer, "object", mv_object_kind_name(difference->object));
	mv_write_text(writer, "schema", *difference->schema ? difference->schema : NULL);
	mv_write_text(writer, "relation", difference->relation);
	mv_write_text(writer, "name", difference->name);
	mv_write_text(writer, "field", difference->field);
	mv_write_text(writer, report->drift ? "expected" : "before", difference->before);
	mv_write_text(writer, report->drift ? "found" : "after", difference->after);
	if (is_question(report, difference))
		mv_write_flag(writer, "question", true);
	if (difference->physical)
		mv_write_flag(writer, "physical", true);
	if (difference->uncertain)
		mv_write_flag(writer, "uncertain", true);
	if (report->drift) {
		write_birth(writer, "migration", difference->expected);
		write_place(difference->expected, writer, report->arena);
	} else {
		write_birth(writer, "migration_before", difference->expected);
		write_birth(writer, "migration_after", difference->found);
	}
	mv_write_end(writer);
}

void mv_diff_report_describe(const DiffReport *report, WriterStyle style, StrBuf *out)
{
	Writer writer = { .out = out, .style = style };
	Counts counts = count(report);
	const char *const *words = words_for(report);

	mv_write_object(&writer, NULL);
	mv_write_text(&writer, "format", report->drift ? "migvet-drift" : "migvet-diff");
	mv_write_number(&writer, "format_version", 1);
	write_side(&writer, report->drift ? "expected" : "from", report->left, report->left_unknown, report->left_unknown_count);
	write_side(&writer, report->drift ? "found" : "to", report->right, report->right_unknown, report->right_unknown_count);
	mv_write_object(&writer, "counts");
	mv_write_number(&writer, words[DIFFERENCE_MISSING], counts.removed);
	mv_write_number(&writer, words[DIFFERENCE_UNEXPECTED], counts.added);
	mv_write_number(&writer, words[DIFFERENCE_CHANGED], counts.changed);
	mv_write_number(&writer, words[DIFFERENCE_RENAMED], counts.renamed);
	if (report->drift)
		mv_write_number(&writer, "uncertain", counts.uncertain);
	mv_write_end(&writer);
	mv_write_list(&writer, "differences");
	for (uint32_t i = 0; i < report->differences->count; i++)
		write_difference(report, &report->differences->items[i], &writer);
	mv_write_end(&writer);
	mv_write_end(&writer);
}
