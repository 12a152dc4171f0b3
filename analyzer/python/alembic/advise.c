/*
 * advise.c: advice in Alembic's operations.
 *
 * What `op` has an operation for is called with its arguments as they stand in
 * the file; everything else goes through op.execute.
 */
#include "../advise.h"

#include "migvet/rule.h"

#include <string.h>

typedef struct Making {
	Advice *advice;
	const char *table;    /* as Python has it; NULL: it is not known */
	const PyNode *column; /* of alter_column(.., column), add_column(.., Column(..)) */
	const char *promise;          /* the constraint that proves NOT NULL for a while, as SQL has it */
	const char *promised;         /* the code that adds it */
} Making;

static const char autocommit[] = "with op.get_context().autocommit_block():";

/* Lines of a block, one level in. */
static const char *in_autocommit(Arena *arena, const char *code)
{
	return mv_arena_format(arena, "%s\n    %s", autocommit, mv_advice_indent(arena, code, 4));
}

static const char *execute(Arena *arena, const char *sql)
{
	return mv_arena_format(arena, "op.execute(%s)", mv_advice_quote(arena, mv_str(sql)));
}

static const char *quote_name(Arena *arena, const char *name)
{
	return mv_advice_quote(arena, mv_str(mv_advice_unquote(arena, name)));
}

/* What takes a step back goes in front of what takes back the statement before. */
static void add_down(SafeStep *step, Arena *arena, const char *code)
{
	step->down = step->down ? mv_arena_format(arena, "%s\n%s", code, step->down) : code;
}

static void add_reverse(const Making *making, SafeStep *step, const char *sql)
{
	Arena *arena = making->advice->arena;
	const char *reverse = mv_advice_reverse(arena, sql), *index = mv_advice_taken_index(making->advice, sql);

	if (!reverse)
		reverse = mv_advice_added_before(making->advice, sql);
	/* the index goes with its constraint, and was there before */
	if (index)
		add_down(step, arena, in_autocommit(arena, execute(arena, index)));
	if (reverse && *reverse)
		add_down(step, arena, execute(arena, reverse));
}

/* ---- one statement ---- */

static const char *whole_call(Making *making)
{
	making->advice->borrowed = true;
	return mv_advice_text(making->advice, making->advice->call);
}

static void set_not_null(Making *making, SafeStep *step, const char *column)
{
	const Advice *advice = making->advice;
	const char *table = making->table;

	mv_step_code_add(step, advice->arena, "%s",
			 advice->work == STEPS_NOT_NULL ?
				 whole_call(making) :
				 mv_arena_format(advice->arena, "op.alter_column(%s, %s, nullable=False)", table, quote_name(advice->arena, column)));
	add_down(step, advice->arena,
		 mv_arena_format(advice->arena, "op.alter_column(%s, %s, nullable=True)", table, quote_name(advice->arena, column)));
}

/* The statements of NOT NULL that have an operation. */
static bool add_operation(Making *making, SafeStep *step, const char *sql)
{
	const Advice *advice = making->advice;
	Arena *arena = advice->arena;
	const char *stars[MOST_STARS], *table = making->table;

	if (!table || (advice->work != STEPS_NOT_NULL && advice->work != STEPS_REQUIRED_COLUMN))
		return false;
	if (mv_advice_match(arena, sql, "ALTER TABLE * ADD CONSTRAINT * CHECK (* IS NOT NULL) NOT VALID", stars)) {
		making->promise = stars[1];
		making->promised =
			mv_arena_format(arena, "op.create_check_constraint(%s, %s, %s, postgresql_not_valid=True)", quote_name(arena, stars[1]),
					table, mv_advice_quote(arena, mv_str(mv_arena_format(arena, "%s IS NOT NULL", stars[2]))));
		mv_step_code_add(step, arena, "%s", making->promised);
		add_down(step, arena, mv_arena_format(arena, "op.drop_constraint(%s, %s, type_=\"check\")", quote_name(arena, stars[1]), table));
		return true;
	}
	if (mv_advice_match(arena, sql, "ALTER TABLE * ALTER COLUMN * SET NOT NULL", stars)) {
		set_not_null(making, step, stars[1]);
		return true;
	}
	if (mv_advice_match(arena, sql, "ALTER TABLE * DROP CONSTRAINT *", stars) && mv_streq(stars[1], making->promise)) {
		mv_step_code_add(step, arena, "op.drop_constraint(%s, %s, type_=\"check\")", quote_name(arena, stars[1]), table);
		if (making->promised)
			add_down(step, arena, making->promised);
		return true;
	}
	return false;
}

static bool add_statements(void *data, SafeStep *step)
{
	Making *making = data;
	Arena *arena = making->advice->arena;
	StatementVec statements = { 0 };

	if (!mv_advice_split(arena, step->sql, &statements))
		return false;
	for (uint32_t i = 0; i < statements.count; i++) {
		if (add_operation(making, step, statements.items[i]))
			continue;
		mv_step_code_add(step, arena, "%s", execute(arena, statements.items[i]));
		add_reverse(making, step, statements.items[i]);
	}
	/* one transaction around all that is pending would hold the locks of the migration before while rows are read */
	if (step->place == STEP_ALONE ||
	    (making->advice->migration->transaction == TRANSACTION_ALL && strstr(step->sql, "VALIDATE CONSTRAINT"))) {
		step->code = in_autocommit(arena, step->code);
		step->down = step->down ? in_autocommit(arena, step->down) : NULL;
	}
	return true;
}

/* ---- the operation in the file ---- */

static const struct Row {
	StepWork work;
	const char *operation, *keyword, *title;
} rows[] = {
	{ STEPS_BUILD_INDEX, "create_index", "postgresql_concurrently", "build the index with postgresql_concurrently" },
	{ STEPS_DROP_INDEX, "drop_index", "postgresql_concurrently", "drop the index with postgresql_concurrently" },
	{ STEPS_MOVE, "create_index", "postgresql_concurrently", "leave the transaction for the index" },
	{ STEPS_MOVE, "drop_index", "postgresql_concurrently", "leave the transaction for the index" },
	{ STEPS_CHECK, "create_check_constraint", "postgresql_not_valid", "add it with postgresql_not_valid, validate it later" },
	{ STEPS_FOREIGN_KEY, "create_foreign_key", "postgresql_not_valid", "add it with postgresql_not_valid, validate it later" },
	{ STEPS_REQUIRED_COLUMN, "add_column", "nullable", NULL },
	{ STEPS_SECOND_COLUMN, "alter_column", "type_", NULL },
};

static const struct Row *find_row(const Advice *advice)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].work == advice->work && mv_streq(rows[i].operation, advice->name))
			return &rows[i];
	}
	return NULL;
}

/* op.create_index, not that of a batch, whose operations come when it ends and do not name the table. */
static bool is_of_op(const Advice *advice)
{
	const PyNode *callee = mv_node_field(advice->call, PY_CALLEE);
	const PyNode *object = callee && callee->kind == PY_ATTRIBUTE ? mv_node_field(callee, PY_OBJECT) : NULL;

	return object && mv_str_eq(mv_advice_source(advice, object), STR("op"));
}

static bool is_single(const Advice *advice)
{
	return advice->others_known && !advice->others.count && !advice->others_behind.count;
}

static const PyNode *top_function(const Advice *advice, const char *name)
{
	for (const PyNode *node = advice->root->child; node; node = node->next) {
		const PyNode *title = node->kind == PY_FUNCTION ? mv_node_field(node, PY_NAME) : NULL;

		if (title && mv_str_eq(mv_advice_source(advice, title), mv_str(name)))
			return mv_node_field(node, PY_BODY);
	}
	return NULL;
}

/* Does the statement stand in upgrade(), perhaps in a batch? */
static bool is_in_upgrade(const Advice *advice)
{
	const PyNode *block = top_function(advice, "upgrade");

	return advice->list && block && block->span.start <= advice->list->span.start && advice->list->span.end <= block->span.end;
}

/* ... by itself, where another statement may take its place? */
static bool is_of_upgrade(const Advice *advice)
{
	return advice->list && advice->list == top_function(advice, "upgrade");
}

/* What the step comes to in SQL, within the batch or the helper that sends it. */
static bool begin_in_sql(void *data, SafeStep *step)
{
	Making *making = data;
	const Advice *advice = making->advice;
	StatementVec statements = { 0 };

	if (!advice->others_known || !mv_advice_split(advice->arena, step->sql, &statements))
		return false;
	/* what a batch collects is sent when it ends */
	if (!is_of_op(advice) && step->place == STEP_HERE && !step->comment)
		step->comment = "behind the batch";
	for (uint32_t i = 0; i < advice->others.count; i++)
		mv_step_code_add(step, advice->arena, "%s", execute(advice->arena, advice->others.items[i]));
	if (!add_statements(making, step))
		return false;
	for (uint32_t i = 0; i < advice->others_behind.count; i++)
		mv_step_code_add(step, advice->arena, "%s", execute(advice->arena, advice->others_behind.items[i]));
	return true;
}

/* batch.create_index(name, columns) as op.create_index(name, table, columns). */
static bool leave_batch(Making *making, CallText *text)
{
	const Advice *advice = making->advice;
	const PyNode *arguments = mv_node_field(advice->call, PY_ARGUMENT_LIST), *first = arguments ? arguments->child : NULL;

	while (first && first->kind == PY_TOKEN)
		first = first->next;
	if (!first || first->kind == PY_KEYWORD_ARGUMENT || !making->table)
		return false;
	mv_call_rename(text, mv_arena_format(advice->arena, "op.%s", advice->name));
	*VEC_PUSH(advice->arena, &text->edits) =
		(Edit){ .span = { first->span.end, first->span.end },
			.text = mv_arena_format(advice->arena, ", %s%s", mv_streq(advice->name, "drop_index") ? "table_name=" : "", making->table) };
	return true;
}

static bool concurrently(Making *making, CallText *text)
{
	Advice *advice = making->advice;
	SafeStep *step = &advice->finding->steps.items[0];
	bool none = advice->migration->transaction == TRANSACTION_NONE;

	if (!is_of_op(advice) && !leave_batch(making, text))
		return false;
	mv_call_set(text, advice->call, "postgresql_concurrently", "True");
	making->advice->borrowed = true;
	if (text->failed)
		return false;
	step->code = none ? mv_call_text(text) : in_autocommit(advice->arena, mv_call_text(text));
	if (none || (advice->alone_in_list && is_of_upgrade(advice))) {
		step->place = STEP_HERE;
		step->comment = none ? NULL : "nothing else of this migration needs the transaction";
		return true;
	}
	if (advice->work == STEPS_BUILD_INDEX) {
		StatementVec statements = { 0 };
		const char *reverse = NULL;

		step->comment = "if it fails, drop the INVALID index before the next try";
		if (mv_advice_split(advice->arena, step->sql, &statements))
			reverse = mv_advice_reverse(advice->arena, statements.items[statements.count - 1]);
		step->down = reverse ? in_autocommit(advice->arena, execute(advice->arena, reverse)) : NULL;
	}
	return true;
}

static bool second_column(Making *making)
{
	const Advice *advice = making->advice;
	SafeStep *step = &advice->finding->steps.items[0];
	const PyNode *type = mv_advice_argument(advice->call, advice->source, -1, "type_");
	const char *column = mv_advice_string(advice, making->column);

	if (!type || !column)
		return false;
	making->advice->borrowed = true;
	mv_step_code_add(step, advice->arena, "op.add_column(%s, sa.Column(\"%s_new\", %s))", making->table, column,
			 mv_advice_text(advice, type));
	return true;
}

static bool begin(Making *making, const struct Row *row, CallText *text, uint32_t *done)
{
	Advice *advice = making->advice;
	SafeStep *step = &advice->finding->steps.items[0];

	*done = 1;
	if (!is_single(advice) || mv_advice_argument(advice->call, advice->source, -1, "schema"))
		return false;
	if (row && mv_streq(row->keyword, "postgresql_concurrently"))
		return concurrently(making, text);
	if (advice->work == STEPS_KEEP || advice->work == STEPS_MOVE) {
		mv_step_code_add(step, advice->arena, "%s", whole_call(making));
		return true;
	}
	if (advice->work == STEPS_SETTING && is_of_op(advice)) {
		StatementVec statements = { 0 };

		if (!mv_advice_split(advice->arena, step->sql, &statements))
			return false;
		mv_step_code_add(step, advice->arena, "%s\n%s", execute(advice->arena, statements.items[0]), whole_call(making));
		return true;
	}
	if (advice->work == STEPS_NOT_NULL && mv_streq(advice->name, "alter_column")) {
		*done = 0;
		return true;
	}
	if (!row)
		return false;
	if (advice->work == STEPS_SECOND_COLUMN)
		return second_column(making);
	if (advice->work == STEPS_REQUIRED_COLUMN)
		mv_call_set(text, making->column, "nullable", "True");
	else
		mv_call_set(text, advice->call, row->keyword, "True");
	making->advice->borrowed = true;
	if (text->failed)
		return false;
	mv_step_code_add(step, advice->arena, "%s", mv_call_text(text));
	return true;
}

/* ---- edits ---- */

static bool same_argument(const Advice *advice, const PyNode *a, const PyNode *b, int position, const char *name)
{
	const PyNode *left = mv_advice_argument(a, advice->source, position, name), *right = mv_advice_argument(b, advice->source, position, name);

	return left && right && mv_str_eq(mv_advice_source(advice, left), mv_advice_source(advice, right));
}

/* "drop_index" of a call of op.drop_index(..). */
static Str operation_of(const Advice *advice, const PyNode *call)
{
	const PyNode *callee = call && call->kind == PY_CALL ? mv_node_field(call, PY_CALLEE) : NULL;
	const PyNode *name = callee && callee->kind == PY_ATTRIBUTE ? mv_node_field(callee, PY_ATTRIBUTE_NAME) : NULL;

	return name ? mv_advice_source(advice, name) : (Str){ 0 };
}

/* What takes back an operation; NULL: nothing that is looked for. */
static const char *opposite(const char *name)
{
	static const char *const pairs[][2] = {
		{ "create_index", "drop_index" },	       { "drop_index", "create_index" },
		{ "create_unique_constraint", "drop_constraint" }, { "create_primary_key", "drop_constraint" },
		{ "alter_column", "alter_column" },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (mv_streq(pairs[i][0], name))
			return pairs[i][1];
	}
	return NULL;
}

/* The statement of downgrade() about the same object (an index, a constraint; a column). NULL: there is not exactly one. */
static const PyNode *way_back(const Advice *advice)
{
	const PyNode *block = top_function(advice, "downgrade"), *found = NULL;
	bool column = mv_streq(advice->name, "alter_column");
	const char *wanted = opposite(advice->name);

	for (const PyNode *node = block && wanted ? block->child : NULL; node; node = node->next) {
		const PyNode *call = node->kind == PY_EXPRESSION_STATEMENT ? node->child : NULL;

		if (!call || !mv_str_eq(operation_of(advice, call), mv_str(wanted)) || !same_argument(advice, advice->call, call, 0, column ? "table_name" : "index_name") ||
		    (column && !same_argument(advice, advice->call, call, 1, "column_name")))
			continue;
		if (found)
			return NULL;
		found = node;
	}
	return found;
}

/* A block may not become empty, also not when other fixes take out what stands beside. */
static bool keeps_block(const Advice *advice, const PyNode *item, const PyNode *block)
{
	const PyNode *first = block->child;

	while (first && (first->kind == PY_TOKEN || mv_advice_is_docstring(first)))
		first = first->next;
	if (item != first)
		return true;
	for (const PyNode *node = block->child; node; node = node->next) {
		if (node != item && node->kind != PY_TOKEN && !mv_advice_is_docstring(node) &&
		    !mv_str_ends(operation_of(advice, node->kind == PY_EXPRESSION_STATEMENT ? node->child : NULL), STR("_index")) &&
		    !mv_str_ends(operation_of(advice, node->kind == PY_EXPRESSION_STATEMENT ? node->child : NULL), STR("_constraint")))
			return node->kind != PY_EXPRESSION_STATEMENT || mv_str_starts(operation_of(advice, node->child), STR("add_")) ||
			       mv_str_starts(operation_of(advice, node->child), STR("create_table")) ||
			       mv_str_starts(operation_of(advice, node->child), STR("drop_column")) ||
			       mv_str_starts(operation_of(advice, node->child), STR("drop_table"));
	}
	return false;
}

static void take_out(const Advice *advice, Fix *fix, const PyNode *item, const PyNode *block)
{
	Advice other = *advice;

	/* a comma does not follow */
	other.item = item;
	other.call = NULL;
	if (keeps_block(advice, item, block))
		mv_advice_edit(advice, fix, mv_advice_item_span(&other), "");
	else
		mv_advice_edit(advice, fix, item->span, "pass");
}

static void make_fix(Making *making, const char *title, CallText *text)
{
	Advice *advice = making->advice;
	SafeStep *first = &advice->finding->steps.items[0];
	bool wrapped = mv_str_starts(mv_str(first->code), STR("with "));
	const PyNode *back;
	Fix *fix;
	bool in_place = first->place == STEP_HERE && text->edits.count && !wrapped;

	if (!mv_advice_can_fix(advice) || !is_in_upgrade(advice) || (!in_place && (!is_of_op(advice) || !is_of_upgrade(advice))))
		return;
	fix = mv_advice_fix(advice, first->place == STEP_HERE && advice->finding->steps.count == 1 && advice->work != STEPS_SETTING ?
					    FIX_SAFE : FIX_SUGGESTED, title);
	if (in_place) {
		for (uint32_t i = 0; i < text->edits.count; i++)
			mv_advice_edit(advice, fix, text->edits.items[i].span, text->edits.items[i].text);
		return;
	}
	back = way_back(advice);
	if (first->place == STEP_HERE) {
		mv_advice_edit(advice, fix, advice->call->span,
			       mv_advice_indent(advice->arena, first->code, mv_advice_column(advice, advice->call)));
		/* what was set is set later now, and taken back there */
		if (advice->work == STEPS_NOT_NULL && back)
			mv_advice_edit(advice, fix, back->span,
				       mv_advice_indent(advice->arena, first->down, mv_advice_column(advice, back)));
		return;
	}
	take_out(advice, fix, advice->item, advice->list);
	if (back)
		take_out(advice, fix, back, top_function(advice, "downgrade"));
}

/* ---- sequences ---- */

static void write_steps(Making *making)
{
	Advice *advice = making->advice;
	const struct Row *row = find_row(advice);
	CallText text = { .advice = advice };
	uint32_t done = 0;
	bool in_words = begin(making, row, &text, &done);

	if (!in_words)
		text.edits.count = 0;
	if (mv_advice_write_steps(advice, &(StepWords){ making, begin_in_sql, add_statements }, in_words, done))
		make_fix(making, row && row->title ? row->title : "do it in steps that block nobody", &text);
}

/* ---- help ---- */

static const struct {
	const char *rule, *help;
} helps[] = {
	{ "add-required-column",
	  "add it with nullable=True (or with a server_default that stays), release code that always sets it, fill old rows in batches, "
	  "then op.alter_column(.., nullable=False) behind a validated CHECK" },
	{ "check-scan", "add it with postgresql_not_valid=True, and validate it with op.execute in a later revision" },
	{ "drop-index-not-concurrent", "drop it with postgresql_concurrently=True in an autocommit_block, which waits without a lock" },
	{ "foreign-key-scan", "add it with postgresql_not_valid=True, and validate it with op.execute in a later revision" },
	{ "fk-without-index", "add an index with op.create_index(.., postgresql_concurrently=True) in an autocommit_block" },
	{ "index-not-concurrent", "build it with postgresql_concurrently=True in an autocommit_block, which lets writes go on" },
	{ "set-not-null-scan",
	  "prove it first: a CHECK with postgresql_not_valid=True, validated with op.execute in a later revision, then this alter_column" },
	{ "unique-without-index",
	  "build its index with postgresql_concurrently=True in an autocommit_block, and add it USING INDEX with op.execute" },
};

/* A batch knows its table itself. */
static void find_arguments(Making *making)
{
	const Advice *advice = making->advice;
	const QName *relation = mv_change_relation(advice->finding->change);
	const char *column = mv_streq(advice->name, "add_column") ? "column" : "column_name";
	bool op = is_of_op(advice);

	if (op)
		making->table = mv_advice_text(advice, mv_advice_argument(advice->call, advice->source, 0, "table_name"));
	else if (relation && relation->name && !relation->schema)
		making->table = mv_advice_quote(advice->arena, mv_str(relation->name));
	making->column = mv_advice_argument(advice->call, advice->source, op ? 1 : 0, column);
}

void mv_alembic_advise(Advice *advice, Finding *finding)
{
	Making making = { .advice = advice };

	/* whoever writes SQL himself is told in SQL */
	if (mv_streq(advice->name, "execute") || mv_streq(advice->name, "exec_driver_sql"))
		return;
	find_arguments(&making);
	for (size_t i = 0; i < sizeof helps / sizeof *helps; i++) {
		if (strcmp(helps[i].rule, finding->rule->id) == 0)
			finding->help = helps[i].help;
	}
	if (finding->steps.count && !finding->removed.count)
		write_steps(&making);
}
