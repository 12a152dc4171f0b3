/* advise.c: the operation of a finding in its file, and how advice about it is written. */
#include "advise.h"

#include "migvet/frontend.h"
#include "migvet/layout.h"

#include <stdlib.h>
#include <string.h>

/* ---- the operation ---- */

static bool same(Span a, Span b)
{
	return a.start == b.start && a.end == b.end;
}

static bool holds(Span outer, Span inner)
{
	return outer.start <= inner.start && inner.end <= outer.end;
}

/* Down to the call with that span; on the way, the list or block that it is an item of. */
static bool find_call(Advice *advice, Span span)
{
	const PyNode *node = advice->root, *parent = NULL, *above = NULL;

	while (node && !(node->kind == PY_CALL && same(node->span, span))) {
		const PyNode *child = node->child;

		while (child && !holds(child->span, span))
			child = child->next;
		above = parent;
		parent = node;
		node = child;
	}
	if (!node || !parent)
		return false;
	advice->call = advice->item = node;
	if (parent->kind == PY_EXPRESSION_STATEMENT) {
		advice->item = parent;
		advice->list = above && above->kind == PY_BLOCK ? above : NULL;
	} else if (parent->kind == PY_LIST) {
		advice->list = parent;
	}
	return true;
}

static bool is_alone(const Advice *advice)
{
	for (const PyNode *child = advice->list ? advice->list->child : NULL; child; child = child->next) {
		if (child != advice->item && child->kind != PY_TOKEN && !mv_advice_is_docstring(child))
			return false;
	}
	return true;
}

/* ---- what the steps do ---- */

static bool first_is(const Finding *finding, StepPlace place)
{
	return finding->steps.items[0].place == place;
}

static bool mentions(const Finding *finding, const char *words)
{
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		if (finding->steps.items[i].sql && strstr(finding->steps.items[i].sql, words))
			return true;
	}
	return false;
}

static StepWork constraint_work(const Finding *finding, const ConstraintSpec *spec)
{
	switch (spec->kind) {
	case CONSTRAINT_CHECK:
		return first_is(finding, STEP_HERE) ? STEPS_CHECK : STEPS_OTHER;
	case CONSTRAINT_FOREIGN_KEY:
		return first_is(finding, STEP_HERE) ? STEPS_FOREIGN_KEY : STEPS_OTHER;
	case CONSTRAINT_UNIQUE:
		return first_is(finding, STEP_ALONE) ? STEPS_UNIQUE : STEPS_OTHER;
	case CONSTRAINT_NOT_NULL:
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_EXCLUSION:
		break;
	}
	return STEPS_OTHER;
}

static StepWork column_work(const Advice *advice, const Finding *finding)
{
	const char *stars[MOST_STARS];
	StatementVec statements = { 0 };

	if (!first_is(finding, STEP_HERE) || !mv_advice_split(advice->arena, finding->steps.items[0].sql, &statements) ||
	    !mv_advice_match(advice->arena, statements.items[0], "ALTER TABLE * ADD COLUMN * *", stars))
		return STEPS_OTHER;
	/* a key of a column that is NULL everywhere needs no look at the rows */
	for (uint32_t i = 1; i < statements.count; i++) {
		if (!strstr(statements.items[i], " FOREIGN KEY "))
			return STEPS_OTHER;
	}
	if (finding->change->kind == CHANGE_ALTER_COLUMN_TYPE || finding->change->kind == CHANGE_RENAME_COLUMN)
		return STEPS_SECOND_COLUMN;
	return !strstr(statements.items[0], " DEFAULT ") && !strstr(statements.items[0], " GENERATED ") &&
			       (mentions(finding, "SET NOT NULL") || mentions(finding, " NOT NULL ")) ? STEPS_REQUIRED_COLUMN : STEPS_OTHER;
}

static StepWork work_of(const Advice *advice, const Finding *finding)
{
	const Change *change = finding->change;
	Str statement = mv_source_slice(change->statement->source, change->statement->span);
	const char *sql = finding->steps.items[0].sql;
	bool as_it_is = sql && mv_str_eq(mv_str(sql), mv_str(mv_arena_format(advice->arena, "%.*s;", STR_ARG(statement))));

	if (as_it_is)
		return first_is(finding, STEP_HERE) ? STEPS_KEEP : STEPS_MOVE;
	if (finding->steps_move && sql && strncmp(sql, "SET ", 4) == 0)
		return STEPS_SETTING;
	if (change->kind == CHANGE_CREATE_INDEX && first_is(finding, STEP_ALONE) && finding->steps.count == 1)
		return STEPS_BUILD_INDEX;
	if (change->kind == CHANGE_DROP_INDEX && first_is(finding, STEP_ALONE) && finding->steps.count == 1)
		return STEPS_DROP_INDEX;
	if (change->kind == CHANGE_ADD_CONSTRAINT)
		return constraint_work(finding, change->as.add_constraint->constraint);
	if (change->kind == CHANGE_SET_NOT_NULL)
		return mentions(finding, "SET NOT NULL") ? STEPS_NOT_NULL : STEPS_OTHER;
	if (change->kind == CHANGE_ADD_COLUMN || change->kind == CHANGE_ALTER_COLUMN_TYPE || change->kind == CHANGE_RENAME_COLUMN)
		return column_work(advice, finding);
	return STEPS_OTHER;
}

/* ---- what else the operation sends ---- */

static void find_others(Advice *advice)
{
	const Migration *migration = advice->migration;
	const Change *change = advice->finding->change;
	bool behind = false;

	advice->others_known = change->statement->changes.count <= 1 || advice->finding->steps_move;
	for (uint32_t i = 0; i < migration->sections.count; i++) {
		const Section *section = &migration->sections.items[i];
		Str text;

		if (section->down || section->source != 2 || !same(section->operation, advice->call->span))
			continue;
		if (holds(section->span, change->statement->span)) {
			behind = true;
			continue;
		}
		if (section->opaque || section->hole || section->condition || section->loop)
			advice->others_known = false;
		text = mv_str_trim(mv_source_slice(migration->generated, section->span));
		*VEC_PUSH(advice->arena, behind ? &advice->others_behind : &advice->others) =
			mv_arena_strndup(advice->arena, text.ptr, text.len);
	}
	advice->others_known = advice->others_known && behind;
}

/* ---- a finding ---- */

static void advise(Finding *finding, Arena *arena)
{
	const Migration *migration = finding->migration;
	const Change *change = finding->change;
	const PyNode *callee;
	Advice advice = { .finding = finding, .migration = migration, .arena = arena };
	Str name;
	size_t dot;

	if (!migration || !migration->python || !finding->operation.end || !change || change->statement->down || finding->suppressed)
		return;
	advice.root = migration->python->root;
	advice.source = migration->source;
	if (!same(mv_migration_operation(migration, change->statement->source, change->statement->span), finding->operation) ||
	    !find_call(&advice, finding->operation))
		return;
	callee = mv_node_field(advice.call, PY_CALLEE);
	name = callee ? mv_advice_source(&advice, callee) : (Str){ 0 };
	while ((dot = mv_str_find(name, STR("."), 0)) != SIZE_MAX)
		name = mv_str_slice(name, dot + 1, name.len);
	advice.name = mv_arena_strndup(arena, name.ptr, name.len);
	if (finding->steps.count) {
		advice.work = work_of(&advice, finding);
		advice.alone_in_list = is_alone(&advice);
		find_others(&advice);
		mv_advice_carry(&advice);
	}
	if (strcmp(migration->layout->name, "django") == 0)
		mv_django_advise(&advice, finding);
	else
		mv_alembic_advise(&advice, finding);
}

/*
 * Each looks through the migration's file once more: of a file with more findings than anybody reads the rest is told in
 * SQL. They are sorted by their places.
 */
enum { MOST_OF_ONE = 500 };

void mv_python_advise(const FindingVec *findings, Arena *arena)
{
	const Migration *migration = NULL;
	uint32_t count = 0;

	for (uint32_t i = 0; i < findings->count; i++) {
		count = findings->items[i]->migration == migration ? count + 1 : 0;
		migration = findings->items[i]->migration;
		if (count < MOST_OF_ONE)
			advise(findings->items[i], arena);
	}
}
