/* steps.c: what stands above the SQL of a step, for all reporters. */
#include "place.h"

static const char *place_words(StepPlace place)
{
	switch (place) {
	case STEP_HERE:
		return "here instead";
	case STEP_NEXT:
		return "in the next migration";
	case STEP_ALONE:
		return "in a migration of its own, outside of a transaction";
	case STEP_CODE:
		return NULL;
	}
	return NULL;
}

/* A migration in Python: its runner's own words for what SQL files do otherwise. */
static const Layout *python_layout(const Finding *finding)
{
	const Layout *layout = finding->migration && finding->operation.end ? finding->migration->layout : NULL;

	return layout && layout->sends_sql ? layout : NULL;
}

char *mv_steps_note(const Finding *finding, Arena *arena)
{
	const Layout *layout = python_layout(finding);

	/* code of the framework speaks for itself */
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		if (finding->steps.items[i].code)
			return NULL;
	}
	return layout && finding->steps.count ?
		       mv_arena_format(arena, "in SQL, which %s sends with %s:", layout->runner, layout->sends_sql) : NULL;
}

char *mv_step_heading(const Finding *finding, const SafeStep *step, uint32_t number, Arena *arena)
{
	const Layout *layout = python_layout(finding);
	const char *words = place_words(step->place);

	if (step->place == STEP_ALONE && step->code && mv_str_starts(mv_str(step->code), STR("with ")))
		words = "in a migration of its own"; /* the code says the rest */
	else if (step->place == STEP_ALONE && layout && layout->no_transaction)
		words = mv_arena_format(arena, "in a migration of its own, with %s", layout->no_transaction);

	if (!words)
		return mv_arena_format(arena, "%u. %s", number, step->comment);
	return mv_arena_format(arena, "%u. %s%s%s%s:", number, words, step->comment ? " (" : "", step->comment ? step->comment : "",
			       step->comment ? ")" : "");
}

const char *mv_step_text(const SafeStep *step, Arena *arena)
{
	if (!step->code)
		return step->sql;
	return step->imports ? mv_arena_format(arena, "%s%s", step->imports, step->code) : step->code;
}

void mv_add_steps(StrBuf *out, const Finding *finding, const char *indent, const char *sql_indent, Arena *arena)
{
	const char *note = mv_steps_note(finding, arena);

	if (note)
		mv_buf_addf(out, "%s%s\n", indent, note);
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		const SafeStep *step = &finding->steps.items[i];
		const char *text = mv_step_text(step, arena);
		Str rest = mv_str(text), line;

		mv_buf_addf(out, "%s%s\n", indent, mv_step_heading(finding, step, i + 1, arena));
		while (text && mv_str_next_line(&rest, &line)) {
			mv_buf_adds(out, sql_indent);
			mv_buf_add(out, line);
			mv_buf_addc(out, '\n');
		}
	}
}
