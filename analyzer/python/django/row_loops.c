/* row_loops.c: a RunPython that loads every row of a table, and saves them one by one. */
#include "run_python.h"

#include <string.h>

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names; names++) {
		if (strcmp(name, *names) == 0)
			return true;
	}
	return false;
}

/* Model.objects.all().order_by("id"): all rows, and all of them at once. */
static bool is_everything(const Value *rows)
{
	static const char *const all[] = { "objects", "_default_manager", "_base_manager", "all", "order_by", "select_related", "prefetch_related",
					   "only", "defer", "using", "annotate", "db_manager", NULL };

	for (unsigned depth = 0; rows && depth < 256; depth++) {
		if (rows->kind == VALUE_CALL) {
			rows = rows->as.call->callee;
		} else if (rows->kind == VALUE_ATTRIBUTE) {
			if (!is_one_of(rows->as.attribute.name, all))
				return false;
			rows = rows->as.attribute.object;
		} else {
			return rows->kind == VALUE_SYMBOL;
		}
	}
	return false;
}

void mv_django_row_loop(Lowering *lowering, const Model *model, const Value *call)
{
	const Value *callee = call->as.call->callee, *item, *rows;
	Migration *migration = lowering->migration;
	Span place;

	if (!mv_value_is(callee, VALUE_ATTRIBUTE) || strcmp(callee->as.attribute.name, "save") != 0)
		return;
	item = callee->as.attribute.object;
	if (!mv_value_is(item, VALUE_ATTRIBUTE) || strcmp(item->as.attribute.name, "[item]") != 0)
		return;
	rows = item->as.attribute.object;
	/* an empty table, too, is looped over in no time: one that this migration makes */
	if (!is_everything(rows) || !migration->source || !model->table)
		return;
	place = call->source == migration->source ? call->span : lowering->span;
	for (uint32_t i = 0; i < migration->problems.count; i++) {
		if (strcmp(migration->problems.items[i].rule, "loop-over-rows") == 0 && migration->problems.items[i].span.start == place.start)
			return;
	}
	mv_django_problem(lowering, "loop-over-rows", place,
			  mv_arena_format(lowering->arena, "every row of '%s' is loaded into memory and saved by an UPDATE of its own, all in one transaction",
					  model->table),
			  "let the database do it ('update()' with an expression), or go through '.iterator()' and 'bulk_update' in batches, in a migration with 'atomic = False'");
}
