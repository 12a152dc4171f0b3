/*
 * special.c: RunSQL and SeparateDatabaseAndState.
 */
#include "special.h"

#include "expression.h"

#include <string.h>

/* ---- SQL with parameters ---- */

/* Appends `count` bytes of a string from `start`, with the places they were written at. */
static void append_slice(Arena *arena, StrBuf *text, PieceVec *pieces, const PyString *string, size_t start, size_t end)
{
	uint32_t offset = (uint32_t)text->len;

	for (uint32_t i = 0; i < string->piece_count; i++) {
		const StringPiece *piece = &string->pieces[i];
		size_t piece_end = i + 1 < string->piece_count ? string->pieces[i + 1].start : string->text.len;
		size_t from = piece->start > start ? piece->start : start, to = piece_end < end ? piece_end : end;
		StringPiece *copy;

		if (from >= to)
			continue;
		copy = VEC_PUSH(arena, pieces);
		*copy = *piece;
		copy->start = offset + (uint32_t)(from - start);
		if (piece->exact) {
			copy->origin.start = piece->origin.start + (uint32_t)(from - piece->start);
			copy->origin.end = copy->origin.start + (uint32_t)(to - from);
		}
	}
	mv_buf_add(text, mv_str_slice(string->text, start, end));
}

static const Value *param_named(const Value *params, Str name)
{
	for (uint32_t i = 0; i < params->as.dict.pairs.count; i++) {
		const char *key = mv_value_text(params->as.dict.pairs.items[i].key);

		if (key && mv_str_eq(mv_str(key), name))
			return params->as.dict.pairs.items[i].value;
	}
	return NULL;
}

PyString *mv_django_compose(Lowering *lowering, const PyString *string, const Value *params)
{
	static const OutputType any = { .class_ = OUTPUT_UNKNOWN };
	Compiler compiler = mv_term_compiler(lowering, lowering->to, NULL);
	const struct ValueList *list = mv_value_items(params);
	PyString *made = MV_NEW(lowering->arena, PyString);
	VEC(const Value *) holes = { 0 };
	PieceVec pieces = { 0 };
	StrBuf text = { 0 };
	Str sql = string->text;
	size_t from = 0;
	uint32_t used = 0;

	compiler.percent_twice = false;
	for (uint32_t i = 0; i < string->hole_count; i++)
		*VEC_PUSH(lowering->arena, &holes) = string->holes[i];
	for (size_t i = 0; i + 1 < sql.len; i++) {
		const Value *param = NULL;
		const char *literal;
		size_t end = i + 2;

		if (sql.ptr[i] != '%')
			continue;
		if (sql.ptr[i + 1] == '%') {
			append_slice(lowering->arena, &text, &pieces, string, from, i + 1);
			from = i + 2;
			i++;
			continue;
		}
		if (sql.ptr[i + 1] == 's') {
			param = list && used < list->items.count ? list->items.items[used] : NULL;
			used++;
		} else if (sql.ptr[i + 1] == '(' && mv_value_is(params, VALUE_DICT)) {
			size_t close = mv_str_find(sql, STR(")s"), i);

			if (close == SIZE_MAX)
				continue;
			param = param_named(params, mv_str_slice(sql, i + 2, close));
			end = close + 2;
		} else {
			continue;
		}
		append_slice(lowering->arena, &text, &pieces, string, from, i);
		compiler.reason = NULL;
		literal = param ? mv_term_literal(&compiler, &any, param) : NULL;
		*VEC_PUSH(lowering->arena, &pieces) = (StringPiece){ .start = (uint32_t)text.len,
								     .source = param ? param->source : NULL,
								     .origin = param ? param->span : (Span){ 0 } };
		if (!literal && param)
			*VEC_PUSH(lowering->arena, &holes) = param;
		/* a value, whatever it is */
		mv_buf_adds(&text, literal ? literal : "NULL::text");
		from = end;
		i = end - 1;
	}
	append_slice(lowering->arena, &text, &pieces, string, from, sql.len);
	made->text = (Str){ .ptr = text.ptr ? mv_buf_to_arena(&text, lowering->arena) : "", .len = text.len };
	made->pieces = pieces.items;
	made->piece_count = pieces.count;
	made->holes = string->holes;
	made->hole_count = string->hole_count;
	mv_buf_release(&text);
	return made;
}

/* Parts that no file holds were written where the whole was. */
static const PyString *placed(Arena *arena, const Value *value)
{
	const PyString *string = &value->as.string;
	PyString *made;
	StringPiece *pieces;

	if (!value->source || (string->piece_count && string->pieces[0].source && string->piece_count == 1))
		return string;
	made = MV_NEW(arena, PyString);
	*made = *string;
	pieces = MV_NEW_ARRAY(arena, StringPiece, string->piece_count + 1);
	if (!string->piece_count)
		pieces[made->piece_count++] = (StringPiece){ .source = value->source, .origin = value->span };
	for (uint32_t i = 0; i < string->piece_count; i++) {
		pieces[i] = string->pieces[i];
		if (!pieces[i].source || pieces[i].source != value->source)
			pieces[i] = (StringPiece){ .start = pieces[i].start, .source = value->source, .origin = value->span };
	}
	made->pieces = pieces;
	return made;
}

void mv_django_send(Lowering *lowering, const Value *sql, const Value *params, const Circumstances *circumstances)
{
	bool composed = params && !mv_value_is(params, VALUE_NONE);
	const PyString *string;

	if (!mv_value_is(sql, VALUE_STRING) && !mv_value_is(sql, VALUE_BYTES)) {
		const Value *unknown = mv_value_find_unknown(sql);

		mv_django_opaque(lowering, "the SQL is not known: %s",
				 unknown && unknown->as.reason ? unknown->as.reason : sql ? mv_value_format(sql, lowering->arena) : "it is missing");
		return;
	}
	string = placed(lowering->arena, sql);
	if (composed)
		string = mv_django_compose(lowering, string, params);
	mv_out_script(lowering->out, lowering->span, string, circumstances);
	if (!circumstances || !circumstances->conditional)
		mv_django_catalog_sql(lowering, string);
}

/* ---- RunSQL ---- */

static void run_sql(Lowering *lowering, const Value *sqls)
{
	const struct ValueList *list = mv_value_items(sqls);

	if (!list) {
		const char *text = mv_value_text(sqls);

		/* RunSQL.noop */
		if ((text && !*text) || mv_streq(mv_value_last_name(sqls), "noop"))
			return;
		mv_django_send(lowering, sqls, NULL, lowering->circumstances);
		return;
	}
	if (list->open)
		mv_django_opaque(lowering, "not all statements of RunSQL are known");
	for (uint32_t i = 0; i < list->items.count; i++) {
		const struct ValueList *pair = mv_value_items(list->items.items[i]);

		if (!pair)
			mv_django_send(lowering, list->items.items[i], NULL, lowering->circumstances);
		else if (pair->items.count == 2)
			mv_django_send(lowering, pair->items.items[0], pair->items.items[1], lowering->circumstances);
		else
			mv_django_opaque(lowering, "Django expects pairs of SQL and parameters");
	}
}

static void operations_in_state(Lowering *lowering, const Value *operations)
{
	const struct ValueList *list = mv_value_items(operations);
	const Value *operation = lowering->operation;

	if (operations && !mv_value_is(operations, VALUE_NONE) && (!list || list->open))
		mv_django_opaque(lowering, "the operations on the state are not known");
	for (uint32_t i = 0; list && i < list->items.count; i++)
		mv_django_operation(lowering, list->items.items[i], true, false);
	lowering->operation = operation;
}

static void run_sql_state(Lowering *lowering) { operations_in_state(lowering, mv_django_argument(lowering, 2, "state_operations")); }
static void run_sql_forwards(Lowering *lowering)
{
	const Value *sql = mv_django_argument(lowering, 0, "sql"), *reverse = mv_django_argument(lowering, 1, "reverse_sql");

	if (!sql)
		mv_django_opaque(lowering, "the SQL is not known");
	else
		run_sql(lowering, sql);
	if (!reverse || mv_value_is(reverse, VALUE_NONE))
		mv_django_missing_reverse(lowering, "RunSQL", "reverse_sql", "migrations.RunSQL.noop");
}

static void run_sql_backwards(Lowering *lowering)
{
	const Value *sql = mv_django_argument(lowering, 1, "reverse_sql");

	if (sql && !mv_value_is(sql, VALUE_NONE))
		run_sql(lowering, sql);
}

void mv_django_problem(Lowering *lowering, const char *rule, Span span, const char *message, const char *help)
{
	if (!lowering->migration->source)
		return;
	*VEC_PUSH(lowering->arena, &lowering->migration->problems) =
		(Problem){ .rule = rule, .message = message, .help = help, .source = lowering->migration->source, .span = span };
}

void mv_django_missing_reverse(Lowering *lowering, const char *operation, const char *argument, const char *noop)
{
	mv_django_problem(lowering, "missing-reverse", lowering->span,
			  mv_arena_format(lowering->arena, "'migrate' cannot go back over this %s: it has no '%s'", operation, argument),
			  mv_arena_format(lowering->arena, "say what undoes it with '%s', or '%s=%s' when nothing has to be undone", argument,
					  argument, noop));
}

/* ---- SeparateDatabaseAndState ---- */

static const Value *database_operations(Lowering *lowering) { return mv_django_argument(lowering, 0, "database_operations"); }
static const Value *state_operations(Lowering *lowering) { return mv_django_argument(lowering, 1, "state_operations"); }

/* The state as it was at a moment, to be changed without changing the history's. */
static State *branch(Lowering *lowering, Moment moment)
{
	State *state = MV_NEW(lowering->arena, State);
	const State *now = moment.state;

	*state = *now;
	memset(&state->journal, 0, sizeof state->journal);
	mv_map_init(&state->history, lowering->arena);
	mv_map_init(&state->models, lowering->arena);
	mv_map_init(&state->referrers, lowering->arena);
	for (uint32_t i = 0; i < now->models.count; i++) {
		if (now->models.entries[i].value)
			mv_map_set(&state->models, now->models.entries[i].key, now->models.entries[i].value);
	}
	for (uint32_t i = now->journal.count; i-- > moment.at;) {
		if (now->journal.items[i].before)
			mv_map_set(&state->models, now->journal.items[i].key, (void *)now->journal.items[i].before);
		else
			mv_map_remove(&state->models, now->journal.items[i].key);
	}
	for (uint32_t i = 0; i < now->referrers.count; i++) {
		if (now->referrers.entries[i].value)
			mv_map_set(&state->referrers, now->referrers.entries[i].key, now->referrers.entries[i].value);
	}
	return state;
}

/*
 * The database's operations work on a state of their own, which is thrown away;
 * the state's have been applied to the history's already.
 */
static void separate_forwards(Lowering *lowering)
{
	const struct ValueList *list = mv_value_items(database_operations(lowering));
	const Lowering before = *lowering;

	if (database_operations(lowering) && !mv_value_is(database_operations(lowering), VALUE_NONE) && (!list || list->open))
		mv_django_opaque(lowering, "the operations on the database are not known");
	if (!list || !list->items.count)
		return;
	lowering->state = branch(lowering, lowering->from);
	for (uint32_t i = 0; i < list->items.count; i++)
		mv_django_operation(lowering, list->items.items[i], true, true);
	if (!lowering->opaque)
		mv_django_compare_states(lowering, list, lowering->state, before.state, before.from);
	lowering->state = before.state;
	lowering->operation = before.operation;
	lowering->span = before.span;
	lowering->from = before.from;
	lowering->to = before.to;
}

static void separate_backwards(Lowering *lowering)
{
	const struct ValueList *list = mv_value_items(database_operations(lowering));
	const Lowering before = *lowering;
	Moment *moments;

	if (!list || !list->items.count)
		return;
	moments = MV_NEW_ARRAY(lowering->arena, Moment, list->items.count + 1);
	lowering->state = branch(lowering, lowering->to);
	for (uint32_t i = 0; i < list->items.count; i++) {
		moments[i] = mv_django_now(lowering->state);
		mv_django_operation(lowering, list->items.items[i], true, false);
	}
	moments[list->items.count] = mv_django_now(lowering->state);
	for (uint32_t i = list->items.count; i-- > 0;) {
		lowering->from = moments[i + 1];
		lowering->to = moments[i];
		mv_django_operation_backwards(lowering, list->items.items[i]);
	}
	lowering->state = before.state;
	lowering->operation = before.operation;
	lowering->span = before.span;
	lowering->from = before.from;
	lowering->to = before.to;
}

static void nothing(Lowering *lowering) { (void)lowering; }

static void separate_state(Lowering *lowering) { operations_in_state(lowering, state_operations(lowering)); }

const OperationClass mv_django_special_operations[] = {
	{ "RunSQL", run_sql_state, run_sql_forwards, run_sql_backwards },
	{ "RunPython", nothing, mv_django_run_python, mv_django_run_python_back },
	{ "SeparateDatabaseAndState", separate_state, separate_forwards, separate_backwards },
	{ NULL, NULL, NULL, NULL },
};
