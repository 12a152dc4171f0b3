/*
 * undeclared.c: a migration may refer to a model of another app only when it
 * depends, directly or not, on some migration of that app. Otherwise it works
 * as long as others happen to be applied first.
 */
#include "undeclared.h"
#include "settings.h"

#include <string.h>

enum { MOST_BITS = 64 * 1024 * 1024, MOST_NESTED = 8 };

typedef struct Search {
	const Reach *reach;
	Migration *migration;
	const uint64_t *apps; /* that it can rely on */
	uint64_t *told;
} Search;

static uint32_t bit_of(const Reach *reach, const char *app)
{
	for (uint32_t i = 0; i < reach->apps->count; i++) {
		if (reach->apps->entries[i].value && strcmp(reach->apps->entries[i].key, app) == 0)
			return i;
	}
	return MV_NO_NODE;
}

static bool has(const uint64_t *bits, uint32_t bit)
{
	return bits[bit / 64] >> (bit % 64) & 1;
}

static void add(uint64_t *bits, uint32_t bit)
{
	bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

/* "shop.Order", or settings.X that is such a text. */
static void look_at_model(Search *s, const Value *value)
{
	Arena *arena = s->reach->graph->arena;
	const char *text = mv_value_text(value), *dot, *app;
	uint32_t bit;

	if (!text && value)
		text = mv_django_setting_text(s->reach->interpreter, s->reach->set, value, arena);
	dot = text ? strchr(text, '.') : NULL;
	if (!dot || strchr(dot + 1, '.'))
		return;
	app = mv_arena_strndup(arena, text, (size_t)(dot - text));
	bit = bit_of(s->reach, app);
	/* apps whose migrations are not there are not judged */
	if (bit == MV_NO_NODE || strcmp(app, s->migration->app) == 0 || has(s->apps, bit) || has(s->told, bit))
		return;
	add(s->told, bit);
	mv_graph_problem(s->reach->graph, s->migration, "undeclared-dependency", value->span,
			 mv_arena_format(arena, "'%s' refers to '%s' and depends on no migration of '%s': it works only where others "
					 "happen to be applied before", s->migration->version, text, app),
			 mv_arena_format(arena, "add the migration of '%s' that makes the model to 'dependencies'", app));
}

static void look_at_field(Search *s, const Value *field)
{
	const char *name = mv_value_last_name(field && field->kind == VALUE_CALL ? field->as.call->callee : NULL);
	Str class_ = mv_str(name);

	if (!mv_str_ends(class_, STR("ForeignKey")) && !mv_str_ends(class_, STR("OneToOneField")) &&
	    !mv_str_ends(class_, STR("ManyToManyField")))
		return;
	look_at_model(s, mv_call_argument(field, 0, "to"));
	look_at_model(s, mv_call_argument(field, -1, "through"));
}

static void look_at_operations(Search *s, const Value *operations, int depth);

static void look_at_operation(Search *s, const Value *operation, int depth)
{
	if (mv_value_calls(operation, "CreateModel")) {
		const struct ValueList *fields = mv_value_items(mv_call_argument(operation, 1, "fields"));
		const struct ValueList *bases = mv_value_items(mv_call_argument(operation, 3, "bases"));

		for (uint32_t i = 0; fields && i < fields->items.count; i++) {
			const struct ValueList *pair = mv_value_items(fields->items.items[i]);

			if (pair && pair->items.count == 2)
				look_at_field(s, pair->items.items[1]);
		}
		for (uint32_t i = 0; bases && i < bases->items.count; i++)
			look_at_model(s, bases->items.items[i]);
	} else if (mv_value_calls(operation, "AddField") || mv_value_calls(operation, "AlterField")) {
		look_at_field(s, mv_call_argument(operation, 2, "field"));
	} else if (mv_value_calls(operation, "SeparateDatabaseAndState")) {
		look_at_operations(s, mv_call_argument(operation, 0, "database_operations"), depth + 1);
		look_at_operations(s, mv_call_argument(operation, 1, "state_operations"), depth + 1);
	}
}

static void look_at_operations(Search *s, const Value *operations, int depth)
{
	const struct ValueList *list = mv_value_items(operations);

	for (uint32_t i = 0; list && depth < MOST_NESTED && i < list->items.count; i++)
		look_at_operation(s, list->items.items[i], depth);
}

void mv_django_report_undeclared(const Reach *reach, const IndexVec *order)
{
	uint32_t words = reach->apps->count / 64 + 1;
	uint64_t *bits;

	if ((uint64_t)words * reach->graph->nodes.count * 64 > MOST_BITS)
		return;
	bits = MV_NEW_ARRAY(reach->graph->arena, uint64_t, (size_t)words * reach->graph->nodes.count);
	for (uint32_t i = 0; i < order->count; i++) {
		uint32_t index = order->items[i];
		const GraphNode *node = &reach->graph->nodes.items[index];
		uint64_t *mine = bits + (size_t)words * index;

		for (uint32_t k = 0; k < node->parents.count; k++) {
			uint32_t parent = node->parents.items[k];

			for (uint32_t w = 0; parent != MV_NO_NODE && w < words; w++)
				mine[w] |= bits[(size_t)words * parent + w];
		}
		if (node->migration && node->migration->under_review && index < reach->class_count && reach->classes[index]) {
			Search search = { .reach = reach, .migration = node->migration, .apps = mine,
					  .told = MV_NEW_ARRAY(reach->graph->arena, uint64_t, words) };

			look_at_operations(&search, mv_class_name(reach->classes[index], "operations"), 0);
		}
		/* whoever depends on it may rely on its app */
		if (node->migration) {
			uint32_t own = bit_of(reach, node->migration->app);

			if (own != MV_NO_NODE)
				add(mine, own);
		}
	}
}
