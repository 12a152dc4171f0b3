/*
 * advise.c: advice in Django's operations.
 *
 * A step is made of its statements, one by one: some have an operation
 * (AddConstraintNotValid, ValidateConstraint, AlterField), the others are sent
 * with RunSQL. What the operation in the file is, decides how the sequence
 * begins, and where the models learn of it.
 */
#include "../advise.h"

#include "migvet/rule.h"

#include "django.h"

#include <string.h>

static const char contrib[] = "django.contrib.postgres.operations";

/* What has no operation in this version of Django is SQL. */
enum { WITH_NOT_VALID = 400, WITH_CONDITION = 501 };

/* Statements that are sent as they are, and what takes them back. */
typedef struct Raw {
	StatementVec sql, reverse;
	bool one_way;
} Raw;

typedef struct Making {
	Advice *advice;
	const PyNode *model, *name, *field; /* arguments of the operation; NULL: it has none */
	const char *promise;                /* the constraint that proves NOT NULL for a while, as SQL has it */
	bool altered;                       /* the models know the field as it is in the end */
	int version;
} Making;

static void use(Making *making, SafeStep *step, const char *name)
{
	const char *line = mv_arena_format(making->advice->arena, "from %s import %s\n", contrib, name);

	if (!step->imports)
		step->imports = line;
	else if (!strstr(step->imports, line))
		step->imports = mv_arena_format(making->advice->arena, "%s%s", step->imports, line);
}

/* ---- RunSQL ---- */

static const char *sql_list(Arena *arena, const StatementVec *statements, bool backwards)
{
	const char *list = "[";

	if (statements->count == 1)
		return mv_advice_quote(arena, mv_str(statements->items[0]));
	for (uint32_t i = 0; i < statements->count; i++) {
		const char *sql = statements->items[backwards ? statements->count - 1 - i : i];

		list = mv_arena_format(arena, "%s\n        %s,", list, mv_advice_quote(arena, mv_str(sql)));
	}
	return mv_arena_format(arena, "%s\n    ]", list);
}

static void add_raw(Making *making, Raw *raw, const char *sql)
{
	Arena *arena = making->advice->arena;
	const char *reverse = mv_advice_reverse(arena, sql), *index = mv_advice_taken_index(making->advice, sql), *parts[MOST_STARS];

	if (!reverse)
		reverse = mv_advice_added_before(making->advice, sql);
	*VEC_PUSH(arena, &raw->sql) = sql;
	/* the index goes with its constraint, and was there before */
	if (index && mv_advice_match(arena, index, "CREATE UNIQUE INDEX CONCURRENTLY * ON *", parts))
		*VEC_PUSH(arena, &raw->reverse) = mv_arena_format(arena, "CREATE UNIQUE INDEX %s ON %s", parts[0], parts[1]);
	raw->one_way = raw->one_way || !reverse;
	if (reverse && *reverse)
		*VEC_PUSH(arena, &raw->reverse) = reverse;
}

/* "migrations.RunSQL(..)", or NULL when there is nothing to send. */
static const char *run_sql(const Making *making, const Raw *raw)
{
	Arena *arena = making->advice->arena;
	const char *sql, *reverse = "", *text;

	if (!raw->sql.count)
		return NULL;
	sql = sql_list(arena, &raw->sql, false);
	if (!raw->one_way)
		reverse = raw->reverse.count ? sql_list(arena, &raw->reverse, true) : "migrations.RunSQL.noop";
	text = mv_arena_format(arena, "migrations.RunSQL(%s%s%s)", sql, *reverse ? ", reverse_sql=" : "", reverse);
	if (strlen(text) <= 100 && !strchr(text, '\n'))
		return text;
	return mv_arena_format(arena, "migrations.RunSQL(\n    %s,%s%s%s\n)", sql, *reverse ? "\n    reverse_sql=" : "", reverse,
			       *reverse ? "," : "");
}

static void flush(const Making *making, SafeStep *step, Raw *raw)
{
	const char *text = run_sql(making, raw);

	if (text)
		mv_step_code_add(step, making->advice->arena, "%s,", text);
	*raw = (Raw){ 0 };
}

/* ---- one statement ---- */

static const char *whole_call(Making *making)
{
	making->advice->borrowed = true;
	return mv_advice_text(making->advice, making->advice->call);
}

/* The field as it is in the end. */
static const char *final_field(Making *making)
{
	const Advice *advice = making->advice;

	making->altered = true;
	if (mv_streq(advice->name, "AlterField"))
		return whole_call(making);
	making->advice->borrowed = true;
	return mv_arena_format(advice->arena, "migrations.AlterField(\n    model_name=%s,\n    name=%s,\n    field=%s,\n)",
			       mv_advice_text(advice, making->model), mv_advice_text(advice, making->name),
			       mv_advice_indent(advice->arena, mv_advice_text(advice, making->field), 4));
}

static bool add_promise(Making *making, SafeStep *step, const char *const *stars)
{
	const Advice *advice = making->advice;
	const char *field = mv_advice_string(advice, making->name);

	if (!field || !making->model || making->version < WITH_NOT_VALID)
		return false;
	making->promise = stars[1];
	use(making, step, "AddConstraintNotValid");
	mv_step_code_add(step, advice->arena,
			 "AddConstraintNotValid(\n    model_name=%s,\n    constraint=models.CheckConstraint(%s=models.Q(%s__isnull=False), "
			 "name=%s),\n),",
			 mv_advice_text(advice, making->model), making->version >= WITH_CONDITION ? "condition" : "check", field,
			 mv_advice_quote(advice->arena, mv_str(mv_advice_unquote(advice->arena, stars[1]))));
	return true;
}

/* The statements that have an operation. */
static bool add_operation(Making *making, SafeStep *step, const char *sql, Raw *raw)
{
	const Advice *advice = making->advice;
	Arena *arena = advice->arena;
	const char *stars[MOST_STARS], *model = mv_advice_text(advice, making->model);
	bool about_null = advice->work == STEPS_NOT_NULL || advice->work == STEPS_REQUIRED_COLUMN;

	if (about_null && mv_advice_match(arena, sql, "ALTER TABLE * ADD CONSTRAINT * CHECK (* IS NOT NULL) NOT VALID", stars)) {
		flush(making, step, raw);
		return add_promise(making, step, stars);
	}
	if (model && making->version >= WITH_NOT_VALID && mv_advice_match(arena, sql, "ALTER TABLE * VALIDATE CONSTRAINT *", stars)) {
		flush(making, step, raw);
		use(making, step, "ValidateConstraint");
		mv_step_code_add(step, arena, "ValidateConstraint(model_name=%s, name=%s),", model,
				 mv_advice_quote(arena, mv_str(mv_advice_unquote(arena, stars[1]))));
		return true;
	}
	if (!about_null || !making->promise)
		return false;
	if (mv_advice_match(arena, sql, "ALTER TABLE * ALTER COLUMN * SET NOT NULL", stars)) {
		flush(making, step, raw);
		mv_step_code_add(step, arena, "%s,", final_field(making));
		return true;
	}
	if (mv_advice_match(arena, sql, "ALTER TABLE * DROP CONSTRAINT *", stars) && mv_streq(stars[1], making->promise)) {
		flush(making, step, raw);
		mv_step_code_add(step, arena, "migrations.RemoveConstraint(model_name=%s, name=%s),", model,
				 mv_advice_quote(arena, mv_str(mv_advice_unquote(arena, stars[1]))));
		return true;
	}
	return false;
}

static bool add_statements(void *data, SafeStep *step)
{
	Making *making = data;
	StatementVec statements = { 0 };
	Raw raw = { 0 };

	if (!mv_advice_split(making->advice->arena, step->sql, &statements))
		return false;
	for (uint32_t i = 0; i < statements.count; i++) {
		if (!add_operation(making, step, statements.items[i], &raw))
			add_raw(making, &raw, statements.items[i]);
	}
	flush(making, step, &raw);
	return true;
}

/* ---- how a sequence begins ---- */

static const char *separate(const Making *making, const char *database, const char *state)
{
	Arena *arena = making->advice->arena;

	return mv_arena_format(arena,
			       "migrations.SeparateDatabaseAndState(\n    database_operations=[\n        %s\n    ],\n"
			       "    state_operations=[\n        %s,\n    ],\n),",
			       mv_advice_indent(arena, database, 8), mv_advice_indent(arena, state, 8));
}

/* What the operation's own way back sends. */
static void add_own_reverse(const Making *making, Raw *raw)
{
	const Migration *migration = making->advice->migration;
	StatementVec found = { 0 };

	for (uint32_t i = 0; i < migration->sections.count; i++) {
		const Section *section = &migration->sections.items[i];
		Str text = mv_str_trim(mv_source_slice(migration->generated, section->span));

		if (!section->down || section->source != 2 || section->operation.start != making->advice->call->span.start ||
		    section->operation.end != making->advice->call->span.end)
			continue;
		if (section->opaque || section->hole)
			return;
		*VEC_PUSH(making->advice->arena, &found) = mv_arena_strndup(making->advice->arena, text.ptr, text.len);
	}
	if (!found.count)
		return;
	/* it is written backwards again */
	raw->reverse.count = 0;
	while (found.count)
		*VEC_PUSH(making->advice->arena, &raw->reverse) = found.items[--found.count];
	raw->one_way = false;
}

/* All in SQL: the database gets the step and what else the operation sends, the models get the operation. */
static bool begin_in_sql(void *data, SafeStep *step)
{
	Making *making = data;
	const Advice *advice = making->advice;
	StatementVec statements = { 0 };
	Raw raw = { 0 };
	const char *database;

	if (!advice->others_known || !mv_advice_split(advice->arena, step->sql, &statements))
		return false;
	for (uint32_t i = 0; i < advice->others.count; i++)
		add_raw(making, &raw, advice->others.items[i]);
	for (uint32_t i = 0; i < statements.count; i++)
		add_raw(making, &raw, statements.items[i]);
	for (uint32_t i = 0; i < advice->others_behind.count; i++)
		add_raw(making, &raw, advice->others_behind.items[i]);
	if (raw.one_way || advice->others.count || advice->others_behind.count)
		add_own_reverse(making, &raw);
	/* a fix may not take a way back away */
	if (raw.one_way)
		making->advice->list = NULL;
	database = mv_arena_format(advice->arena, "%s,", run_sql(making, &raw));
	mv_step_code_add(step, advice->arena, "%s", separate(making, database, whole_call(making)));
	return true;
}

/* The operation as it is but for some words of it. */
static const char *changed_call(Making *making, CallText *text, const char *keyword, const char *value)
{
	making->advice->borrowed = true;
	mv_call_set(text, making->field, keyword, value);
	return mv_call_text(text);
}

/* An index, or a key, of a field: the field comes without it. */
static bool begin_without(Making *making, SafeStep *step, const char *keyword, CallText *text)
{
	const Advice *advice = making->advice;
	const char *call = changed_call(making, text, keyword, "False");
	StatementVec statements = { 0 };
	Raw raw = { 0 };

	if (!call || !mv_advice_split(advice->arena, step->sql, &statements))
		return false;
	for (uint32_t i = 0; i < statements.count; i++)
		add_raw(making, &raw, statements.items[i]);
	mv_step_code_add(step, advice->arena, "%s",
			 separate(making, mv_arena_format(advice->arena, "%s,\n%s,", call, run_sql(making, &raw)), whole_call(making)));
	return true;
}

/* One more step in front: what is left of the operation. */
static SafeStep *insert_here(Making *making, const char *code)
{
	Finding *finding = making->advice->finding;

	VEC_PUSH(making->advice->arena, &finding->steps);
	memmove(finding->steps.items + 1, finding->steps.items, (finding->steps.count - 1) * sizeof *finding->steps.items);
	finding->steps.items[0] = (SafeStep){ .place = STEP_HERE };
	mv_step_code_add(&finding->steps.items[0], making->advice->arena, "%s,", code);
	return &finding->steps.items[1];
}

static bool is_single(const Advice *advice)
{
	return advice->others_known && !advice->others.count && !advice->others_behind.count;
}

/* ---- the operation in the file ---- */

typedef struct Row {
	StepWork work;
	const char *operation; /* NULL: any */
	const char *instead;   /* its other name */
	const char *keyword;   /* of its field, switched off; or given the value */
	const char *value;
	const char *title;     /* of the fix; NULL: the sequence is longer than one file */
	int since;
} Row;

static const Row rows[] = {
	{ STEPS_BUILD_INDEX, "AddIndex", "AddIndexConcurrently", NULL, NULL, "build the index with AddIndexConcurrently", 0 },
	{ STEPS_BUILD_INDEX, "AddIndexConcurrently", "AddIndexConcurrently", NULL, NULL, "run the migration without a transaction", 0 },
	{ STEPS_DROP_INDEX, "RemoveIndex", "RemoveIndexConcurrently", NULL, NULL, "drop the index with RemoveIndexConcurrently", 0 },
	{ STEPS_DROP_INDEX, "RemoveIndexConcurrently", "RemoveIndexConcurrently", NULL, NULL, "run the migration without a transaction", 0 },
	{ STEPS_MOVE, "AddIndexConcurrently", "AddIndexConcurrently", NULL, NULL, "run the migration without a transaction", 0 },
	{ STEPS_MOVE, "RemoveIndexConcurrently", "RemoveIndexConcurrently", NULL, NULL, "run the migration without a transaction", 0 },
	{ STEPS_BUILD_INDEX, "AddField", NULL, "db_index", "False", "build the field's index by itself", 0 },
	{ STEPS_BUILD_INDEX, "AlterField", NULL, "db_index", "False", "build the field's index by itself", 0 },
	{ STEPS_CHECK, "AddConstraint", "AddConstraintNotValid", NULL, NULL, "add it with AddConstraintNotValid, validate it later",
	  WITH_NOT_VALID },
	{ STEPS_FOREIGN_KEY, "AddField", NULL, "db_constraint", NULL, "add the foreign key NOT VALID, validate it later", 0 },
	{ STEPS_FOREIGN_KEY, "AlterField", NULL, "db_constraint", NULL, "add the foreign key NOT VALID, validate it later", 0 },
	{ STEPS_REQUIRED_COLUMN, "AddField", NULL, "null", "True", NULL, WITH_NOT_VALID },
	{ STEPS_SECOND_COLUMN, "AlterField", NULL, "null", "True", NULL, 0 },
};

static const Row *find_row(const Making *making)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].work == making->advice->work && mv_streq(rows[i].operation, making->advice->name) &&
		    making->version >= rows[i].since)
			return &rows[i];
	}
	return NULL;
}

/* ---- edits ---- */

/* The assignment in the class body, or NULL. */
static const PyNode *class_value(const Advice *advice, const PyNode *body, const char *name)
{
	for (const PyNode *node = body->child; node; node = node->next) {
		const PyNode *assignment = node->kind == PY_EXPRESSION_STATEMENT ? node->child : NULL;
		const PyNode *left = assignment && assignment->kind == PY_ASSIGNMENT ? mv_node_field(assignment, PY_LEFT) : NULL;

		if (left && mv_str_eq(mv_advice_source(advice, left), mv_str(name)))
			return assignment;
	}
	return NULL;
}

static const PyNode *class_body(const Advice *advice)
{
	for (const PyNode *node = advice->root->child; node; node = node->next) {
		const PyNode *name = node->kind == PY_CLASS ? mv_node_field(node, PY_NAME) : NULL;

		if (name && mv_str_eq(mv_advice_source(advice, name), STR("Migration")))
			return mv_node_field(node, PY_BODY);
	}
	return NULL;
}

/* Is the list that the operation stands in the one of the class? */
static bool is_of_class(const Advice *advice)
{
	const PyNode *body = class_body(advice), *operations = body ? class_value(advice, body, "operations") : NULL;

	return operations && advice->list && mv_node_field(operations, PY_RIGHT) == advice->list;
}

static bool edit_atomic(const Advice *advice, Fix *fix)
{
	const PyNode *body = class_body(advice), *atomic = body ? class_value(advice, body, "atomic") : NULL, *first;

	if (!body)
		return false;
	if (atomic) {
		const PyNode *value = mv_node_field(atomic, PY_RIGHT);

		if (!value || value->kind != PY_TRUE)
			return value != NULL;
		mv_advice_edit(advice, fix, value->span, "False");
		return true;
	}
	first = class_value(advice, body, "dependencies");
	first = first ? first : class_value(advice, body, "operations");
	if (!first)
		return false;
	mv_advice_edit(advice, fix, (Span){ first->span.start, first->span.start },
		       mv_arena_format(advice->arena, "atomic = False\n\n%*s", (int)mv_advice_column(advice, first), ""));
	return true;
}

/* Imports that the code of this file needs. */
static void edit_imports(const Advice *advice, Fix *fix, const SafeStep *step)
{
	Str rest = mv_str(step->imports), line;

	if (strstr(step->code, "models."))
		mv_advice_edit_import(advice, fix, "django.db", "models");
	if (strstr(step->code, "migrations."))
		mv_advice_edit_import(advice, fix, "django.db", "migrations");
	while (step->imports && mv_str_next_line(&rest, &line)) {
		size_t at = mv_str_find(line, STR(" import "), 0);

		if (at != SIZE_MAX)
			mv_advice_edit_import(advice, fix, contrib, mv_arena_strndup(advice->arena, line.ptr + at + 8, line.len - at - 8));
	}
}

/* The operation itself becomes the step's code, or vanishes; edits that are smaller come with `text`. */
static void make_fix(Making *making, const char *title, CallText *text, bool not_atomic)
{
	Advice *advice = making->advice;
	const SafeStep *first = &advice->finding->steps.items[0];
	FixSafety safety = FIX_SUGGESTED;
	Fix *fix;

	if (!mv_advice_can_fix(advice) || !is_of_class(advice))
		return;
	if (first->place == STEP_HERE && advice->finding->steps.count == 1 && advice->work != STEPS_SETTING)
		safety = FIX_SAFE;
	fix = mv_advice_fix(advice, safety, title);
	if (not_atomic && !edit_atomic(advice, fix)) {
		advice->finding->fix = NULL;
		return;
	}
	if (first->place != STEP_HERE) {
		mv_advice_edit(advice, fix, mv_advice_item_span(advice), "");
		return;
	}
	if (text && text->edits.count) {
		for (uint32_t i = 0; i < text->edits.count; i++)
			mv_advice_edit(advice, fix, text->edits.items[i].span, text->edits.items[i].text);
	} else if (!not_atomic) {
		const char *code = mv_arena_strndup(advice->arena, first->code, strlen(first->code) - 1);

		mv_advice_edit(advice, fix, advice->call->span, mv_advice_indent(advice->arena, code, mv_advice_column(advice, advice->call)));
	}
	edit_imports(advice, fix, first);
}

/* ---- sequences ---- */

static const char again_comment[] = "if it fails, drop the INVALID index before the next try";

/* CONCURRENTLY: here when nothing else needs the transaction, else in a migration of its own. */
static bool concurrently(Making *making, const Row *row, CallText *text, bool *not_atomic)
{
	Advice *advice = making->advice;
	Finding *finding = advice->finding;
	SafeStep *step = &finding->steps.items[0];
	bool has_none = advice->migration->transaction == TRANSACTION_NONE, other = strcmp(row->operation, row->instead) != 0;

	if (!is_single(advice))
		return false;
	if (other)
		mv_call_rename(text, row->instead);
	making->advice->borrowed = true;
	if (has_none || (advice->alone_in_list && is_of_class(advice))) {
		step->place = STEP_HERE;
		*not_atomic = !has_none;
		step->comment = has_none ? NULL : "with 'atomic = False' in the class, since nothing else needs the transaction";
	}
	if (other)
		use(making, step, row->instead);
	if (!step->comment && advice->work == STEPS_BUILD_INDEX)
		step->comment = again_comment;
	mv_step_code_add(step, advice->arena, "%s,", mv_call_text(text));
	return true;
}

static bool not_valid(Making *making, const Row *row, CallText *text)
{
	SafeStep *step = &making->advice->finding->steps.items[0];

	if (!is_single(making->advice))
		return false;
	mv_call_rename(text, row->instead);
	use(making, step, row->instead);
	mv_step_code_add(step, making->advice->arena, "%s,", mv_call_text(text));
	return true;
}

/* "price_new" of ALTER TABLE .. ADD COLUMN price_new .. */
static bool second_column(Making *making, CallText *text)
{
	const Advice *advice = making->advice;
	SafeStep *step = &advice->finding->steps.items[0];
	const char *name = mv_advice_string(advice, making->name), *call;

	if (!name || !is_single(advice) || mv_advice_argument(making->field, advice->source, -1, "db_column"))
		return false;
	mv_call_rename(text, "migrations.AddField");
	*VEC_PUSH(advice->arena, &text->edits) =
		(Edit){ .span = making->name->span, .text = mv_arena_format(advice->arena, "\"%s_new\"", name) };
	call = changed_call(making, text, "null", "True");
	if (!call)
		return false;
	mv_step_code_add(step, advice->arena, "%s,", call);
	return true;
}

/* A field without its index comes without the one for LIKE as well: all of them are built. */
static void add_other_indexes(Making *making, Raw *raw, const StatementVec *statements)
{
	Arena *arena = making->advice->arena;
	const char *stars[MOST_STARS];

	for (uint32_t i = 0; i < statements->count; i++) {
		if (!mv_advice_match(arena, statements->items[i], "CREATE INDEX * ON *", stars))
			continue;
		add_raw(making, raw, mv_arena_format(arena, "DROP INDEX CONCURRENTLY IF EXISTS %s", stars[0]));
		add_raw(making, raw, mv_arena_format(arena, "CREATE INDEX CONCURRENTLY %s ON %s", stars[0], stars[1]));
	}
}

static bool build_field_indexes(Making *making, SafeStep *step)
{
	const Advice *advice = making->advice;
	StatementVec statements = { 0 };
	Raw raw = { 0 };
	const char *database;

	if (!mv_advice_split(advice->arena, step->sql, &statements))
		return false;
	add_other_indexes(making, &raw, &advice->others);
	for (uint32_t i = 0; i < statements.count; i++)
		add_raw(making, &raw, statements.items[i]);
	add_other_indexes(making, &raw, &advice->others_behind);
	database = mv_arena_format(advice->arena, "%s,", run_sql(making, &raw));
	mv_step_code_add(step, advice->arena, "%s", separate(making, database, final_field(making)));
	return true;
}

/* The first step; false: it is to be all in SQL. `after`: how many steps are done. */
static bool begin(Making *making, const Row *row, CallText *text, uint32_t *done, bool *not_atomic)
{
	Advice *advice = making->advice;
	Finding *finding = advice->finding;
	SafeStep *step = &finding->steps.items[0];
	const char *call;

	*done = 1;
	if (advice->work == STEPS_KEEP || (advice->work == STEPS_MOVE && !row)) {
		if (!is_single(advice))
			return false;
		mv_step_code_add(step, advice->arena, "%s,", whole_call(making));
		return true;
	}
	if (advice->work == STEPS_SETTING) {
		StatementVec statements = { 0 };
		Raw raw = { 0 };

		if (!mv_advice_split(advice->arena, step->sql, &statements))
			return false;
		add_raw(making, &raw, statements.items[0]);
		flush(making, step, &raw);
		mv_step_code_add(step, advice->arena, "%s,", whole_call(making));
		return true;
	}
	if (advice->work == STEPS_NOT_NULL && is_single(advice) && making->version >= WITH_NOT_VALID && mv_streq(advice->name, "AlterField")) {
		*done = 0;
		return true;
	}
	if (!row)
		return false;
	if (row->instead && advice->work == STEPS_CHECK)
		return not_valid(making, row, text);
	if (row->instead)
		return concurrently(making, row, text, not_atomic);
	if (advice->work == STEPS_SECOND_COLUMN)
		return second_column(making, text);
	if (!row->value)
		return begin_without(making, step, row->keyword, text);
	if (advice->work == STEPS_BUILD_INDEX && finding->change->as.index->unique)
		return false;
	call = changed_call(making, text, row->keyword, row->value);
	if (!call)
		return false;
	if (advice->work == STEPS_REQUIRED_COLUMN) {
		mv_step_code_add(step, advice->arena, "%s,", call);
		return true;
	}
	step = insert_here(making, call);
	mv_advice_end_step(making->advice, &finding->steps.items[0]);
	if (!build_field_indexes(making, step))
		return false;
	mv_advice_end_step(making->advice, step);
	*done = 2;
	return true;
}

static void write_steps(Making *making)
{
	Advice *advice = making->advice;
	const Row *row = find_row(making);
	CallText text = { .advice = advice };
	bool not_atomic = false, in_words;
	uint32_t done = 0;

	in_words = begin(making, row, &text, &done, &not_atomic);
	if (!in_words) {
		text.edits.count = 0;
		making->altered = true;
	}
	if (mv_advice_write_steps(advice, &(StepWords){ making, begin_in_sql, add_statements }, in_words, done))
		make_fix(making, row && row->title ? row->title : "do it in steps that block nobody",
			 in_words && advice->work != STEPS_FOREIGN_KEY ? &text : NULL, not_atomic);
}

/* ---- renaming, which the database need not see ---- */

/* The definition of the field in a call of AddField, AlterField or CreateModel; NULL: it is another one. */
static const PyNode *field_of(const Advice *there, const PyNode *call, const char *model, const char *field)
{
	const PyNode *callee = mv_node_field(call, PY_CALLEE), *fields;
	Str name = callee ? mv_advice_source(there, callee) : (Str){ 0 };
	bool create = mv_str_ends(name, STR("CreateModel"));
	const char *about = mv_advice_string(there, mv_advice_argument(call, there->source, 0, create ? "name" : "model_name"));

	if (!about || !mv_str_eq_case(mv_str(about), mv_str(model)))
		return NULL;
	if (mv_str_ends(name, STR("AddField")) || mv_str_ends(name, STR("AlterField")))
		return mv_streq(mv_advice_string(there, mv_advice_argument(call, there->source, 1, "name")), field) ?
			       mv_advice_argument(call, there->source, 2, "field") : NULL;
	fields = create ? mv_advice_argument(call, there->source, 1, "fields") : NULL;
	for (const PyNode *pair = fields ? fields->child : NULL; pair; pair = pair->next) {
		if (pair->kind == PY_TUPLE && pair->child && pair->child->next && pair->child->next->kind == PY_CALL &&
		    mv_streq(mv_advice_string(there, pair->child), field))
			return pair->child->next;
	}
	return NULL;
}

/* As the migrations before this one have it, the last time; `there` becomes its place. */
static const PyNode *find_field(const Advice *advice, const char *model, const char *field, Advice *there)
{
	const MigrationSet *set = advice->migration->set;
	const PyNode *found = NULL;

	for (uint32_t m = 0; m < set->migrations.count && set->migrations.items[m] != advice->migration; m++) {
		const Migration *migration = set->migrations.items[m];
		Advice here = { .migration = migration, .source = migration->source, .arena = advice->arena };
		const PyNode *body, *operations, *list;

		if (!migration->python || !mv_streq(migration->app, advice->migration->app))
			continue;
		here.root = migration->python->root;
		body = class_body(&here);
		operations = body ? class_value(&here, body, "operations") : NULL;
		list = operations ? mv_node_field(operations, PY_RIGHT) : NULL;
		for (const PyNode *call = list ? list->child : NULL; call; call = call->next) {
			const PyNode *definition = call->kind == PY_CALL ? field_of(&here, call, model, field) : NULL;

			if (definition) {
				found = definition;
				*there = here;
			}
		}
	}
	return found;
}

static void only_here(Making *making, const char *state, const char *comment)
{
	Finding *finding = making->advice->finding;
	SafeStep *step = &finding->steps.items[0];

	finding->steps.count = 1;
	*step = (SafeStep){ .place = STEP_HERE, .comment = comment };
	mv_step_code_add(step, making->advice->arena, "migrations.SeparateDatabaseAndState(\n    state_operations=[\n        %s\n    ],\n),",
			 mv_advice_indent(making->advice->arena, state, 8));
}

static bool keep_column(Making *making)
{
	const Advice *advice = making->advice;
	const char *model = mv_advice_string(advice, making->model), *column = advice->finding->change->as.rename->part.text;
	const char *old = mv_advice_string(advice, mv_advice_argument(advice->call, advice->source, 1, "old_name")), *definition;
	const PyNode *new_name = mv_advice_argument(advice->call, advice->source, 2, "new_name"), *field;
	CallText text = { 0 };
	Advice there;

	field = model && old && column && new_name ? find_field(advice, model, old, &there) : NULL;
	if (!field)
		return false;
	there.call = field;
	text.advice = &there;
	mv_call_set(&text, field, "db_column", mv_advice_quote(advice->arena, mv_str(column)));
	definition = mv_call_text(&text);
	if (!definition)
		return false;
	only_here(making,
		  mv_arena_format(advice->arena, "%s,\nmigrations.AlterField(\n    model_name=%s,\n    name=%s,\n    field=%s,\n),",
				  whole_call(making), mv_advice_text(advice, making->model), mv_advice_text(advice, new_name),
				  mv_advice_indent(advice->arena, definition, 4)),
		  "the column stays as it is; the model's field gets the same db_column");
	return true;
}

static bool keep_table(Making *making)
{
	const Advice *advice = making->advice;
	const QName *table = &advice->finding->change->as.rename->name;
	const PyNode *new_name = mv_advice_argument(advice->call, advice->source, 1, "new_name");

	/* columns of many-to-many tables would be called otherwise */
	if (!new_name || !table->name || table->schema || !is_single(advice))
		return false;
	only_here(making,
		  mv_arena_format(advice->arena, "%s,\nmigrations.AlterModelTable(name=%s, table=%s),", whole_call(making),
				  mv_advice_text(advice, new_name), mv_advice_quote(advice->arena, mv_str(table->name))),
		  "the table stays as it is; the model's Meta gets the same db_table");
	return true;
}

/* Models may be renamed without the database: no step in SQL is as good. */
static bool rename_models_only(Making *making)
{
	bool column = mv_streq(making->advice->name, "RenameField"), done;

	if (!column && !mv_streq(making->advice->name, "RenameModel"))
		return false;
	done = column ? making->advice->finding->change->kind == CHANGE_RENAME_COLUMN && keep_column(making) :
			making->advice->finding->change->kind == CHANGE_RENAME_TABLE && keep_table(making);
	if (!done)
		making->advice->finding->steps.count = 0;
	return true;
}

/* ---- help ---- */

static const struct {
	const char *rule, *operation /* NULL: any other */, *help;
} helps[] = {
	{ "add-required-column", NULL,
	  "add it with null=True (or with a db_default that stays), release code that always sets it, fill old rows in batches, then "
	  "AlterField behind a validated CheckConstraint" },
	{ "check-scan", "AddConstraint", "add it with AddConstraintNotValid, and validate it with ValidateConstraint in a later migration" },
	{ "drop-index-not-concurrent", "RemoveIndex", "drop it with RemoveIndexConcurrently, which waits without a lock" },
	{ "fk-without-index", NULL, "leave db_index=False away, or add an index with AddIndexConcurrently" },
	{ "foreign-key-scan", NULL,
	  "db_constraint=False for the database, the constraint NOT VALID with RunSQL, and ValidateConstraint in a later migration" },
	{ "index-not-concurrent", "AddIndex", "build it with AddIndexConcurrently, which lets writes go on" },
	{ "index-not-concurrent", "AddField",
	  "db_index=False here, and build it CONCURRENTLY with RunSQL, which lets writes go on; SeparateDatabaseAndState tells the models" },
	{ "index-not-concurrent", "AlterField",
	  "db_index=False here, and build it CONCURRENTLY with RunSQL, which lets writes go on; SeparateDatabaseAndState tells the models" },
	{ "index-not-concurrent", NULL,
	  "build it CONCURRENTLY with RunSQL, which lets writes go on; SeparateDatabaseAndState tells the models" },
	{ "rename-column", "RenameField",
	  "rename the field for the models only, in SeparateDatabaseAndState(state_operations=[..]), with db_column for the old name" },
	{ "rename-table", "RenameModel",
	  "rename the model for the models only, in SeparateDatabaseAndState(state_operations=[..]), with db_table for the old name" },
	{ "set-not-null-scan", NULL,
	  "prove it first: AddConstraintNotValid, then ValidateConstraint in a later migration, then this AlterField" },
	{ "unique-without-index", NULL,
	  "build its index CONCURRENTLY with RunSQL, and add it USING INDEX; SeparateDatabaseAndState tells the models" },
};

static void translate_help(const Advice *advice, Finding *finding)
{
	for (size_t i = 0; i < sizeof helps / sizeof *helps; i++) {
		if (strcmp(helps[i].rule, finding->rule->id) == 0 && (!helps[i].operation || mv_streq(helps[i].operation, advice->name))) {
			finding->help = helps[i].help;
			return;
		}
	}
}

/* Whoever writes SQL himself is told in SQL. */
static bool writes_sql(const Advice *advice)
{
	return mv_streq(advice->name, "RunSQL") || mv_streq(advice->name, "RunPython");
}

void mv_django_advise(Advice *advice, Finding *finding)
{
	Making making = { .advice = advice };

	if (writes_sql(advice))
		return;
	making.version = mv_django_version(advice->migration->set->python->version);
	making.model = mv_advice_argument(advice->call, advice->source, 0, "model_name");
	making.model = making.model ? making.model : mv_advice_argument(advice->call, advice->source, 0, "name");
	making.name = mv_advice_argument(advice->call, advice->source, 1, "name");
	making.field = mv_advice_argument(advice->call, advice->source, 2, "field");
	translate_help(advice, finding);
	if (finding->steps.count && !finding->removed.count && !rename_models_only(&making))
		write_steps(&making);
}
