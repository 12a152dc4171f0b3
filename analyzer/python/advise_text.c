/* advise_text.c: statements of steps, read and written as Python has them; and the edits of a fix. */
#include "advise.h"

#include <string.h>

/* ---- text ---- */

char *mv_advice_indent(Arena *arena, const char *text, unsigned columns)
{
	StrBuf out = { 0 };
	char *result;

	for (const char *c = text; *c; c++) {
		mv_buf_addc(&out, *c);
		if (*c == '\n' && c[1] && c[1] != '\n')
			mv_buf_addf(&out, "%*s", (int)columns, "");
	}
	result = mv_buf_to_arena(&out, arena);
	mv_buf_release(&out);
	return result;
}

char *mv_advice_quote(Arena *arena, Str sql)
{
	bool twice = memchr(sql.ptr, '"', sql.len) != NULL, once = memchr(sql.ptr, '\'', sql.len) != NULL;
	const char *quote = !twice ? "\"" : !once ? "'" : "\"\"\"";
	StrBuf out = { 0 };
	char *result;

	mv_buf_adds(&out, quote);
	for (size_t i = 0; i < sql.len; i++) {
		char c = sql.ptr[i];

		if (c == '\\' || (twice && once && c == '"' && (i + 1 == sql.len || mv_str_starts(mv_str_slice(sql, i, sql.len), STR("\"\"\"")))))
			mv_buf_addc(&out, '\\');
		if (c == '\n' && !(twice && once))
			mv_buf_adds(&out, "\\n");
		else
			mv_buf_addc(&out, c);
	}
	mv_buf_adds(&out, quote);
	result = mv_buf_to_arena(&out, arena);
	mv_buf_release(&out);
	return result;
}

bool mv_advice_split(Arena *arena, const char *sql, StatementVec *statements)
{
	Str rest = mv_str(sql), line;

	while (mv_str_next_line(&rest, &line)) {
		if (!line.len || line.ptr[line.len - 1] != ';')
			return false;
		*VEC_PUSH(arena, statements) = mv_arena_strndup(arena, line.ptr, line.len - 1);
	}
	return statements->count > 0;
}

bool mv_advice_match(Arena *arena, const char *sql, const char *pattern, const char **stars)
{
	uint32_t found = 0;

	for (; *pattern; pattern++) {
		const char *next = pattern + 1, *end;
		size_t literal;

		if (*pattern != '*') {
			if (*sql++ != *pattern)
				return false;
			continue;
		}
		literal = strcspn(next, "*");
		end = sql;
		/* a name in quotes may hold anything */
		if (*end == '"')
			for (end++; *end && (*end != '"' || end[1] == '"'); end += *end == '"' ? 2 : 1)
				continue;
		while (*end && (literal ? strncmp(end, next, literal) != 0 : true))
			end++;
		if (end == sql || found == MOST_STARS)
			return false;
		stars[found++] = mv_arena_strndup(arena, sql, (size_t)(end - sql));
		sql = end;
	}
	return !*sql;
}

const char *mv_advice_unquote(Arena *arena, const char *name)
{
	size_t len = strlen(name), used = 0;
	char *plain;

	if (len < 2 || *name != '"')
		return name;
	plain = mv_arena_alloc(arena, len);
	for (size_t i = 1; i + 1 < len; i++) {
		plain[used++] = name[i];
		i += name[i] == '"';
	}
	plain[used] = '\0';
	return plain;
}

/* The first statement of the steps that is of the pattern and has this text in place of its star `star`. */
static const char *step_with(const Advice *advice, const char *pattern, unsigned star, const char *text)
{
	const Finding *finding = advice->finding;
	const char *found[MOST_STARS];

	for (uint32_t i = 0; i < finding->steps.count; i++) {
		StatementVec statements = { 0 };

		if (!finding->steps.items[i].sql || !mv_advice_split(advice->arena, finding->steps.items[i].sql, &statements))
			continue;
		for (uint32_t s = 0; s < statements.count; s++) {
			if (mv_advice_match(advice->arena, statements.items[s], pattern, found) && mv_streq(found[star], text))
				return statements.items[s];
		}
	}
	return NULL;
}

const char *mv_advice_taken_index(const Advice *advice, const char *sql)
{
	const char *taken[MOST_STARS];

	return mv_advice_match(advice->arena, sql, "ALTER TABLE * ADD CONSTRAINT * * USING INDEX *", taken) ?
		       step_with(advice, "CREATE UNIQUE INDEX CONCURRENTLY * ON *", 0, taken[3]) : NULL;
}

const char *mv_advice_added_before(const Advice *advice, const char *sql)
{
	const char *dropped[MOST_STARS];

	return mv_advice_match(advice->arena, sql, "ALTER TABLE * DROP CONSTRAINT *", dropped) ?
		       step_with(advice, "ALTER TABLE * ADD CONSTRAINT * *", 1, dropped[1]) : NULL;
}

const char *mv_advice_reverse(Arena *arena, const char *sql)
{
	/* %s: the stars, in their order */
	static const struct {
		const char *pattern, *reverse;
	} known[] = {
		{ "DROP INDEX CONCURRENTLY IF EXISTS *", "" },
		{ "ALTER TABLE * VALIDATE CONSTRAINT *", "" },
		{ "SET *", "" },
		{ "SELECT setval(*", "" },
		{ "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS * ON *", "DROP INDEX CONCURRENTLY IF EXISTS %s" },
		{ "CREATE UNIQUE INDEX CONCURRENTLY * ON *", "DROP INDEX CONCURRENTLY IF EXISTS %s" },
		{ "CREATE INDEX CONCURRENTLY IF NOT EXISTS * ON *", "DROP INDEX CONCURRENTLY IF EXISTS %s" },
		{ "CREATE INDEX CONCURRENTLY * ON *", "DROP INDEX CONCURRENTLY IF EXISTS %s" },
		{ "ALTER TABLE * ADD CONSTRAINT * *", "ALTER TABLE %s DROP CONSTRAINT %s" },
		{ "ALTER TABLE * ADD COLUMN * *", "ALTER TABLE %s DROP COLUMN %s" },
		{ "ALTER TABLE * ALTER COLUMN * SET NOT NULL", "ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL" },
	};
	const char *stars[MOST_STARS];

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		StrBuf out = { 0 };
		const char *result;
		uint32_t star = 0;

		if (!mv_advice_match(arena, sql, known[i].pattern, stars))
			continue;
		for (const char *c = known[i].reverse; *c; c++) {
			if (*c == '%' && c[1] == 's') {
				mv_buf_adds(&out, stars[star++]);
				c++;
			} else {
				mv_buf_addc(&out, *c);
			}
		}
		result = out.len ? mv_buf_to_arena(&out, arena) : "";
		mv_buf_release(&out);
		return result;
	}
	return NULL;
}

/* ---- steps and the fix ---- */

void mv_step_code_add(SafeStep *step, Arena *arena, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = mv_arena_vformat(arena, format, args);
	va_end(args);
	step->code = step->code ? mv_arena_format(arena, "%s\n%s", step->code, text) : text;
}

void mv_advice_end_step(Advice *advice, SafeStep *step)
{
	step->movable = !advice->borrowed || !advice->bound;
	step->carried = advice->borrowed ? advice->carried : NULL;
	advice->borrowed = false;
}

static bool forget_code(Finding *finding)
{
	for (uint32_t i = 0; i < finding->steps.count; i++)
		finding->steps.items[i].code = finding->steps.items[i].down = finding->steps.items[i].imports = NULL;
	return false;
}

bool mv_advice_write_steps(Advice *advice, const StepWords *words, bool begun, uint32_t done)
{
	Finding *finding = advice->finding;

	if (!begun) {
		forget_code(finding);
		done = 1;
		if (finding->steps.items[0].place == STEP_CODE || !words->begin_in_sql(words->making, &finding->steps.items[0]))
			return forget_code(finding);
	}
	if (done)
		mv_advice_end_step(advice, &finding->steps.items[0]);
	for (uint32_t i = done; i < finding->steps.count; i++) {
		SafeStep *step = &finding->steps.items[i];

		if (step->place == STEP_CODE)
			continue;
		if (!words->add_statements(words->making, step))
			return forget_code(finding);
		mv_advice_end_step(advice, step);
	}
	return true;
}

bool mv_advice_can_fix(const Advice *advice)
{
	const Finding *finding = advice->finding;

	if (finding->fix || !advice->list || finding->removed.count)
		return false;
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		const SafeStep *step = &finding->steps.items[i];

		if (step->place == STEP_CODE || !step->code || (step->place != STEP_HERE && !step->movable))
			return false;
	}
	return true;
}

Span mv_advice_item_span(const Advice *advice)
{
	Str text = advice->source->text;
	uint32_t start = advice->item->span.start, end = advice->item->span.end, at = end;

	if (advice->item == advice->call) {
		while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t' || text.ptr[at] == '\n' || text.ptr[at] == '\r'))
			at++;
		if (at < text.len && text.ptr[at] == ',')
			end = at + 1;
	}
	while (start > 0 && (text.ptr[start - 1] == ' ' || text.ptr[start - 1] == '\t'))
		start--;
	for (at = end; at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t' || text.ptr[at] == '\r'); at++)
		continue;
	if ((start == 0 || text.ptr[start - 1] == '\n') && at < text.len && text.ptr[at] == '\n')
		return (Span){ start, at + 1 };
	return (Span){ advice->item->span.start, end };
}

Fix *mv_advice_fix(Advice *advice, FixSafety safety, const char *title)
{
	Fix *fix = MV_NEW(advice->arena, Fix);

	fix->title = title;
	fix->safety = safety;
	advice->finding->fix = fix;
	for (uint32_t i = 0; i < advice->finding->steps.count; i++)
		fix->with_steps = fix->with_steps || advice->finding->steps.items[i].place != STEP_HERE;
	return fix;
}

void mv_advice_edit(const Advice *advice, Fix *fix, Span span, const char *text)
{
	*VEC_PUSH(advice->arena, &fix->edits) = (Edit){ .span = span, .text = text };
}

void mv_advice_edit_import(const Advice *advice, Fix *fix, const char *module, const char *name)
{
	const char *line = mv_arena_format(advice->arena, "from %s import %s\n", module, name);
	uint32_t place;

	if (mv_advice_imports(advice, module, name))
		return;
	place = mv_advice_import_place(advice, line);
	mv_advice_edit(advice, fix, (Span){ place, place }, line);
}

