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

char *mv_step_heading(const SafeStep *step, uint32_t number, Arena *arena)
{
	const char *words = place_words(step->place);

	if (!words)
		return mv_arena_format(arena, "%u. %s", number, step->comment);
	return mv_arena_format(arena, "%u. %s%s%s%s:", number, words, step->comment ? " (" : "", step->comment ? step->comment : "",
			       step->comment ? ")" : "");
}

void mv_add_steps(StrBuf *out, const Finding *finding, const char *indent, const char *sql_indent, Arena *arena)
{
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		const SafeStep *step = &finding->steps.items[i];
		Str rest = mv_str(step->sql), line;

		mv_buf_addf(out, "%s%s\n", indent, mv_step_heading(step, i + 1, arena));
		while (step->sql && mv_str_next_line(&rest, &line)) {
			mv_buf_adds(out, sql_indent);
			mv_buf_add(out, line);
			mv_buf_addc(out, '\n');
		}
	}
}
