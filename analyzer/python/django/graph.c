/*
 * graph.c: the order in which `migrate` applies a Django project's migrations to
 * an empty database: for each leaf of the graph, sorted by app and name, what it
 * needs depth first. Squashed migrations stand for those that they replace.
 */
#include "../graph.h"
#include "../lower.h"
#include "settings.h"
#include "undeclared.h"

#include <stdlib.h>
#include <string.h>

typedef struct DjangoGraph {
	Graph graph;
	Project *project;
	MigrationSet *set;
	Interpreter *interpreter;
	Map apps;              /* label: its App */
	Map absent;            /* labels of apps whose migrations are not there */
	IndexVec replacement;  /* of each node: itself, or the squashed migration that stands for it */
	VEC(IndexVec) replaces;/* of each node: what it stands for */
	VEC(const Value *) classes; /* of each node: class Migration, or NULL */
} DjangoGraph;

typedef VEC(const Value *) ValueVec;

typedef struct App {
	IndexVec nodes;  /* in the order of their names */
} App;

static Str app_of(const char *key)
{
	const char *dot = strchr(key, '.');

	return dot ? (Str){ .ptr = key, .len = (size_t)(dot - key) } : mv_str(key);
}

static bool same_app(const DjangoGraph *g, uint32_t a, uint32_t b)
{
	return mv_str_eq(app_of(g->graph.nodes.items[a].key), app_of(g->graph.nodes.items[b].key));
}

/* ---- reading ---- */

/* ("app", "0001_initial"), and what swappable_dependency() makes: ("app", "__first__"). */
typedef struct Dependency {
	const char *app, *name;
	Span span;
} Dependency;

/* "app.Model" of swappable_dependency(settings.X). */
static bool swappable(DjangoGraph *g, const Value *call, Dependency *dependency)
{
	const Value *model = mv_call_argument(call, 0, "value");
	const char *text = mv_value_text(model), *dot;

	if (!text && model)
		text = mv_django_setting_text(g->interpreter, g->set, model, g->graph.arena);
	dot = text ? strchr(text, '.') : NULL;
	if (!dot)
		return false;
	dependency->app = mv_arena_strndup(g->graph.arena, text, (size_t)(dot - text));
	dependency->name = "__first__";
	return true;
}

static bool read_dependency(DjangoGraph *g, const Value *value, Dependency *dependency)
{
	const struct ValueList *pair = mv_value_items(value);

	dependency->span = value->span;
	if (mv_value_calls(value, "swappable_dependency"))
		return swappable(g, value, dependency);
	/* swapper.dependency("app", "Model") */
	if (mv_value_calls(value, "dependency")) {
		dependency->app = mv_value_text(mv_call_argument(value, 0, "app_label"));
		dependency->name = "__first__";
		return dependency->app != NULL;
	}
	if (!pair || pair->items.count != 2)
		return false;
	dependency->app = mv_value_text(pair->items.items[0]);
	dependency->name = mv_value_text(pair->items.items[1]);
	return dependency->app && dependency->name;
}

/* The parts of "[...] + ([...] if app_settings.X else [])": what a setting decides may be needed. */
static void collect_parts(DjangoGraph *g, const Value *value, ValueVec *parts)
{
	enum { MOST_PARTS = 64 };
	ValueVec todo = { 0 };

	*VEC_PUSH(g->graph.arena, &todo) = value;
	while (todo.count && parts->count < MOST_PARTS) {
		const Value *part = todo.items[--todo.count];

		if (mv_value_items(part)) {
			*VEC_PUSH(g->graph.arena, parts) = part;
		} else if (mv_value_is(part, VALUE_OPERATION)) {
			bool choice = strcmp(part->as.operation.name, "if") == 0;

			for (uint32_t i = part->as.operation.operand_count; i-- > 0;) {
				/* the condition stands in between */
				if (!choice || i != 1)
					*VEC_PUSH(g->graph.arena, &todo) = part->as.operation.operands[i];
			}
		}
	}
}

/* The members of a list of the class, one after the other. */
static ValueVec members(DjangoGraph *g, uint32_t index, const char *attribute)
{
	ValueVec parts = { 0 }, all = { 0 };

	collect_parts(g, mv_class_name(g->classes.items[index], attribute), &parts);
	for (uint32_t i = 0; i < parts.count; i++) {
		const struct ValueList *list = mv_value_items(parts.items[i]);

		for (uint32_t k = 0; k < list->items.count; k++)
			*VEC_PUSH(g->graph.arena, &all) = list->items.items[k];
	}
	return all;
}

static const char *node_key(DjangoGraph *g, const Dependency *dependency)
{
	return mv_arena_format(g->graph.arena, "%s.%s", dependency->app, dependency->name);
}

static const char *file_name(const Migration *migration)
{
	const char *slash = strrchr(migration->source->path, '/');

	return slash ? slash + 1 : migration->source->path;
}

/* Django's loader stops at a module without the class; whoever reads the rest of them cannot know. */
static void report_no_class(DjangoGraph *g, Migration *migration)
{
	mv_graph_problem(&g->graph, migration, "no-migration-class", (Span){ 0 },
			 mv_arena_format(g->graph.arena, "'%s' defines no class 'Migration': Django refuses to load the migrations of '%s'",
					 file_name(migration), migration->app),
			 "move helpers out of the directory of migrations, or give the file a name that starts with '_'");
}

static void add_node(DjangoGraph *g, Migration *migration)
{
	uint32_t index = mv_graph_node(&g->graph, migration->version);
	const Module *module = migration->source ? mv_py_migration_module(g->interpreter, migration) : NULL;
	const Value *class_ = module ? mv_module_name(module, "Migration") : NULL;
	App *app = mv_map_get(&g->apps, migration->app);

	g->graph.nodes.items[index].migration = migration;
	while (g->classes.count <= index)
		*VEC_PUSH(g->graph.arena, &g->classes) = NULL;
	g->classes.items[index] = mv_value_is(class_, VALUE_CLASS) ? class_ : NULL;
	if (!app) {
		app = MV_NEW(g->graph.arena, App);
		mv_map_set(&g->apps, migration->app, app);
	}
	*VEC_PUSH(g->graph.arena, &app->nodes) = index;
	if (!class_ && module && !migration->problems.count)
		report_no_class(g, migration);
	if (mv_value_truth(mv_class_name(g->classes.items[index], "atomic")) == TRI_NO)
		migration->transaction = TRANSACTION_NONE;
}

/* ---- edges ---- */

static bool is_name(const char *name, const char *word)
{
	return strcmp(name, word) == 0;
}

static bool has_own(const DjangoGraph *g, const IndexVec *edges, uint32_t index)
{
	for (uint32_t i = 0; i < edges->count; i++) {
		if (same_app(g, edges->items[i], index))
			return true;
	}
	return false;
}

/* What "__first__" or "__latest__" of an app is; MV_NO_NODE when its source is not there. */
static uint32_t end_of_app(DjangoGraph *g, const char *label, bool latest)
{
	const App *app = mv_map_get(&g->apps, label);

	for (uint32_t i = 0; app && i < app->nodes.count; i++) {
		uint32_t index = app->nodes.items[i];
		const GraphNode *node = &g->graph.nodes.items[index];

		if (!has_own(g, latest ? &node->children : &node->parents, index))
			return index;
	}
	return MV_NO_NODE;
}

static void report_missing(DjangoGraph *g, Migration *migration, const Dependency *dependency, bool before)
{
	const App *app = mv_map_get(&g->apps, dependency->app);
	VEC(const char *) names = { 0 };
	const char *nearest;

	for (uint32_t i = 0; i < app->nodes.count; i++)
		*VEC_PUSH(g->graph.arena, &names) = strchr(g->graph.nodes.items[app->nodes.items[i]].key, '.') + 1;
	*VEC_PUSH(g->graph.arena, &names) = NULL;
	nearest = mv_nearest(dependency->name, names.items);
	mv_graph_problem(&g->graph, migration, "unknown-dependency", dependency->span,
			 mv_arena_format(g->graph.arena, "'%s' %s '%s.%s', which does not exist: Django refuses to start any migration",
					 migration->version, before ? "is to run before" : "depends on", dependency->app,
					 dependency->name),
			 nearest ? mv_arena_format(g->graph.arena, "did you mean '%s.%s'?", dependency->app, nearest) :
				   "name a migration that is there, or restore the file that was removed");
}

/* An installed package: its migrations come before, whatever they do. */
static void add_absent_app(DjangoGraph *g, const char *label)
{
	if (mv_map_get(&g->absent, label))
		return;
	mv_map_set(&g->absent, label, (void *)(uintptr_t)label);
	if (g->set->python)
		*VEC_PUSH(g->graph.arena, &g->set->python->absent_apps) = label;
}

/* The node that a dependency means; MV_NO_NODE: none, or its app's source is not there. */
static uint32_t resolve(DjangoGraph *g, Migration *migration, const Dependency *dependency, bool before)
{
	uint32_t found = mv_graph_find(&g->graph, node_key(g, dependency));

	if (found != MV_NO_NODE)
		return found;
	if (!mv_map_get(&g->apps, dependency->app))
		add_absent_app(g, dependency->app);
	if (is_name(dependency->name, "__first__") || is_name(dependency->name, "__latest__")) {
		if (is_name(dependency->app, migration->app))
			return MV_NO_NODE;
		return end_of_app(g, dependency->app, is_name(dependency->name, "__latest__"));
	}
	/* a squashed migration whose replaced ones were removed stands for them */
	if (mv_map_get(&g->apps, dependency->app))
		report_missing(g, migration, dependency, before);
	return MV_NO_NODE;
}

typedef enum EdgeKind { EDGES_INSIDE, EDGES_OUTSIDE } EdgeKind;

static void add_edges(DjangoGraph *g, uint32_t index, const char *attribute, EdgeKind kind)
{
	Migration *migration = g->graph.nodes.items[index].migration;
	ValueVec list = members(g, index, attribute);
	bool before = is_name(attribute, "run_before");

	for (uint32_t i = 0; i < list.count; i++) {
		Dependency dependency = { 0 };
		uint32_t other;
		bool inside;

		if (!read_dependency(g, list.items[i], &dependency))
			continue;
		inside = is_name(dependency.app, migration->app);
		if (!before && inside != (kind == EDGES_INSIDE))
			continue;
		/* what was replaced and removed is known by its replacement */
		other = resolve(g, migration, &dependency, before);
		if (other == MV_NO_NODE)
			continue;
		if (before)
			mv_graph_edge(&g->graph, other, index);
		else
			mv_graph_edge(&g->graph, index, other);
	}
}

/* A class that could not be followed: after those before it in its app, by name. */
static void add_presumed_edges(DjangoGraph *g)
{
	for (uint32_t a = 0; a < g->apps.count; a++) {
		const App *app = g->apps.entries[a].value;

		for (uint32_t i = 1; i < app->nodes.count; i++) {
			uint32_t index = app->nodes.items[i];

			if (!g->classes.items[index])
				mv_graph_edge(&g->graph, index, app->nodes.items[i - 1]);
		}
	}
}

/* ---- squashed migrations ---- */

/* Nodes that exist no more are made: dependencies on them mean the squashed migration. */
static void read_replaces(DjangoGraph *g, uint32_t index)
{
	ValueVec list = members(g, index, "replaces");

	for (uint32_t i = 0; i < list.count; i++) {
		Dependency replaced = { 0 };
		uint32_t other;

		if (!read_dependency(g, list.items[i], &replaced))
			continue;
		other = mv_graph_node(&g->graph, node_key(g, &replaced));
		if (other == index)
			continue;
		while (g->classes.count <= other)
			*VEC_PUSH(g->graph.arena, &g->classes) = NULL;
		while (g->replaces.count <= index)
			*VEC_PUSH(g->graph.arena, &g->replaces) = (IndexVec){ 0 };
		*VEC_PUSH(g->graph.arena, &g->replaces.items[index]) = other;
	}
}

static const IndexVec *replaced_by(const DjangoGraph *g, uint32_t index)
{
	static const IndexVec none = { 0 };

	return index < g->replaces.count ? &g->replaces.items[index] : &none;
}

/* The one at the end of the chain of replacements; a ring of them ends where it started. */
static uint32_t stands_for(const DjangoGraph *g, uint32_t index)
{
	uint32_t at = index;

	for (uint32_t step = 0; step < g->graph.nodes.count && g->replacement.items[at] != at; step++)
		at = g->replacement.items[at];
	return at;
}

static uint32_t count_present(const DjangoGraph *g, const IndexVec *nodes)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < nodes->count; i++)
		count += g->graph.nodes.items[nodes->items[i]].migration != NULL;
	return count;
}

static Span attribute_span(const DjangoGraph *g, uint32_t index, const char *name)
{
	const Value *value = mv_class_name(g->classes.items[index], name);

	return value ? value->span : (Span){ 0 };
}

static void report_squashed(DjangoGraph *g, uint32_t index)
{
	uint32_t present = count_present(g, replaced_by(g, index));
	Migration *migration = g->graph.nodes.items[index].migration;

	if (present && migration)
		mv_graph_problem(&g->graph, migration, "squashed-migrations-kept", attribute_span(g, index, "replaces"),
				 mv_arena_format(g->graph.arena, "'%s' replaces %u migration%s that %s still there: a new database runs this one, "
						 "one that has applied the others never does", migration->version, present,
						 present == 1 ? "" : "s", present == 1 ? "is" : "are"),
				 "when it is applied everywhere, remove the replaced files, let others depend on this one, and drop 'replaces'");
}

static void replace(DjangoGraph *g)
{
	for (uint32_t i = 0; i < g->graph.nodes.count; i++)
		*VEC_PUSH(g->graph.arena, &g->replacement) = i;
	for (uint32_t i = 0; i < g->graph.nodes.count; i++) {
		const IndexVec *list = replaced_by(g, i);

		for (uint32_t k = 0; k < list->count; k++) {
			if (g->replacement.items[list->items[k]] == list->items[k] && stands_for(g, i) != list->items[k])
				g->replacement.items[list->items[k]] = i;
		}
		if (list->count)
			report_squashed(g, i);
	}
}

/* Who depends on what a squashed migration replaces. */
typedef struct Leaning {
	uint32_t child, parent, count;
} Leaning;

static void note_leaning(DjangoGraph *g, Leaning *leaning, uint32_t child, uint32_t parent)
{
	Leaning *noted = &leaning[stands_for(g, parent)];
	const Migration *migration = g->graph.nodes.items[child].migration;

	if (!migration || stands_for(g, child) != child || stands_for(g, parent) == parent || stands_for(g, parent) == child)
		return;
	if (noted->count++ == 0 || (migration->under_review && !g->graph.nodes.items[noted->child].migration->under_review)) {
		noted->child = child;
		noted->parent = parent;
	}
}

/* Once for each squashed migration. */
static void report_leaning(DjangoGraph *g, const Leaning *leaning)
{
	for (uint32_t i = 0; i < g->graph.nodes.count; i++) {
		const Leaning *noted = &leaning[i];
		const char *others;

		if (!noted->count)
			continue;
		others = noted->count > 1 ? mv_arena_format(g->graph.arena, ", and %u more do%s", noted->count - 1,
							       noted->count == 2 ? "es" : "") : "";
		mv_graph_problem(&g->graph, g->graph.nodes.items[noted->child].migration, "dependency-on-replaced",
				 attribute_span(g, noted->child, "dependencies"),
				 mv_arena_format(g->graph.arena, "'%s' depends on '%s', which '%s' replaces%s: it can be found as long as 'replaces' is kept",
						 g->graph.nodes.items[noted->child].key, g->graph.nodes.items[noted->parent].key,
						 g->graph.nodes.items[i].key, others),
				 mv_arena_format(g->graph.arena, "depend on '%s'", g->graph.nodes.items[i].key));
	}
}

/* Dependencies on what others stand for now mean those. */
static void lift_edges(DjangoGraph *g)
{
	uint32_t count = g->graph.nodes.count;
	Graph *graph = &g->graph;
	IndexVec *parents = MV_NEW_ARRAY(graph->arena, IndexVec, count);
	Leaning *leaning = MV_NEW_ARRAY(graph->arena, Leaning, count);

	for (uint32_t i = 0; i < count; i++) {
		parents[i] = graph->nodes.items[i].parents;
		graph->nodes.items[i].parents = graph->nodes.items[i].children = (IndexVec){ 0 };
	}
	for (uint32_t i = 0; i < count; i++) {
		uint32_t child = stands_for(g, i);

		for (uint32_t k = 0; k < parents[i].count; k++) {
			uint32_t parent = stands_for(g, parents[i].items[k]);

			note_leaning(g, leaning, i, parents[i].items[k]);
			/* what says that it depends on itself does */
			if (parent != child || parents[i].items[k] == i)
				mv_graph_edge(graph, child, parent);
		}
	}
	report_leaning(g, leaning);
}

/* For whoever asks what a database has applied. */
static void keep_edges(DjangoGraph *g)
{
	Arena *arena = g->graph.arena;

	for (uint32_t i = 0; i < g->graph.nodes.count; i++) {
		const GraphNode *node = &g->graph.nodes.items[i];
		const IndexVec *replaced = replaced_by(g, i);

		if (!node->migration)
			continue;
		if (stands_for(g, i) != i)
			*VEC_PUSH(arena, &g->set->replaced) = node->migration;
		for (uint32_t k = 0; k < replaced->count; k++)
			*VEC_PUSH(arena, &node->migration->replaces) = g->graph.nodes.items[replaced->items[k]].key;
		for (uint32_t k = 0; k < node->parents.count; k++) {
			const Migration *parent = g->graph.nodes.items[node->parents.items[k]].migration;

			if (parent)
				*VEC_PUSH(arena, &node->migration->needs) = parent;
		}
	}
}

/* ---- problems of the whole ---- */

static void report_cycles(DjangoGraph *g)
{
	enum { MOST_REPORTED = 20 };
	CycleSearch search = { 0 };
	IndexVec cycle = { 0 };

	for (int reported = 0; mv_graph_cycle(&g->graph, &search, &cycle); reported++) {
		uint32_t at = cycle.items[cycle.count - 2];

		for (uint32_t i = cycle.count - 1; i-- > 0;) {
			if (g->graph.nodes.items[cycle.items[i]].migration->under_review)
				at = cycle.items[i];
		}
		if (reported < MOST_REPORTED)
			mv_graph_problem(&g->graph, g->graph.nodes.items[at].migration, "dependency-cycle",
					 attribute_span(g, at, "dependencies"),
					 mv_arena_format(g->graph.arena, "migrations depend on each other in a circle, and Django refuses to run any: %s",
							 mv_graph_path(&g->graph, &cycle)),
					 "take one of these dependencies out; split a migration in two where both directions are needed");
	}
}

/* A file that Python cannot parse may say more than what was read of it. */
static bool is_whole(const Migration *migration)
{
	for (uint32_t i = 0; i < migration->problems.count; i++) {
		if (strcmp(migration->problems.items[i].rule, "syntax-error") == 0)
			return false;
	}
	return true;
}

static bool is_used(const DjangoGraph *g, uint32_t index)
{
	return g->graph.nodes.items[index].migration && stands_for(g, index) == index;
}

/* All leaves but the first are reported: one of them has to follow the other. */
static void report_leaves(DjangoGraph *g, const App *app)
{
	uint32_t first = MV_NO_NODE;

	for (uint32_t i = 0; i < app->nodes.count; i++) {
		uint32_t index = app->nodes.items[i];
		Migration *migration = g->graph.nodes.items[index].migration, *other;

		if (!is_used(g, index) || !g->classes.items[index] || !is_whole(migration) || has_own(g, &g->graph.nodes.items[index].children, index))
			continue;
		if (first == MV_NO_NODE) {
			first = index;
			continue;
		}
		other = g->graph.nodes.items[first].migration;
		if (!migration->under_review && other->under_review) {
			Migration *swap = migration;

			migration = other;
			other = swap;
		}
		mv_graph_problem(&g->graph, migration, "multiple-heads",
				 attribute_span(g, mv_graph_find(&g->graph, migration->version), "dependencies"),
				 mv_arena_format(g->graph.arena, "'%s' and '%s' both are the last migration of '%s': 'migrate' refuses to run",
						 migration->version, other->version, migration->app),
				 mv_arena_format(g->graph.arena, "let the newer one depend on '%s', or join them with 'makemigrations --merge'",
						 strchr(other->version, '.') + 1));
	}
}

/* ---- order ---- */

/* Also what a class that is not known keeps apart from the graph. */
static void place_all(DjangoGraph *g, IndexVec *order)
{
	VEC(uint32_t) leaves = { 0 };

	/* the migrations come sorted by app and name */
	for (uint32_t i = 0; i < g->set->migrations.count; i++) {
		uint32_t index = mv_graph_find(&g->graph, g->set->migrations.items[i]->version);

		if (g->graph.nodes.items[index].migration == g->set->migrations.items[i] && is_used(g, index) &&
		    !has_own(g, &g->graph.nodes.items[index].children, index))
			*VEC_PUSH(g->graph.arena, &leaves) = index;
	}
	for (uint32_t i = 0; i < leaves.count; i++)
		mv_graph_place(&g->graph, leaves.items[i], order);
	/* what only a circle leads to */
	for (uint32_t i = 0; i < g->graph.nodes.count; i++) {
		if (is_used(g, i))
			mv_graph_place(&g->graph, i, order);
	}
}

static int by_version(const void *a, const void *b)
{
	return strcmp((*(Migration *const *)a)->version, (*(Migration *const *)b)->version);
}

static bool is_first(const DjangoGraph *g, const Migration *migration)
{
	uint32_t index = mv_graph_find(&g->graph, migration->version);

	return index == MV_NO_NODE || g->graph.nodes.items[index].migration == migration;
}

/* Two apps with one label, or the same app twice. Only the first one is known from here on. */
static void report_duplicate(DjangoGraph *g, Migration *migration)
{
	Migration *other = g->graph.nodes.items[mv_graph_find(&g->graph, migration->version)].migration;

	other->under_review |= migration->under_review;
	mv_graph_problem(&g->graph, other, "duplicate-version", (Span){ 0 },
			 mv_arena_format(g->graph.arena, "'%s' is also the name of '%s': Django refuses two apps of one label",
					 migration->version, other->source ? other->source->path : other->version),
			 "give one of the apps another label, or list the copy under 'exclude' in migvet.yaml");
	other->problems.items[other->problems.count - 1].source = migration->source;
}

void mv_django_order(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena)
{
	DjangoGraph g = { .project = project, .set = set, .interpreter = interpreter };
	VEC(Migration *) apart = { 0 };
	IndexVec order = { 0 };
	uint32_t placed = 0, count;

	mv_graph_init(&g.graph, arena);
	mv_map_init(&g.apps, arena);
	mv_map_init(&g.absent, arena);
	qsort(set->migrations.items, set->migrations.count, sizeof set->migrations.items[0], by_version);
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		Migration *migration = set->migrations.items[i];

		if (!migration->app || !is_first(&g, migration)) {
			*VEC_PUSH(arena, &apart) = migration;
			if (migration->app)
				report_duplicate(&g, migration);
			continue;
		}
		add_node(&g, migration);
	}
	count = g.graph.nodes.count;
	for (uint32_t i = 0; i < count; i++)
		read_replaces(&g, i);
	for (uint32_t i = 0; i < count; i++)
		add_edges(&g, i, "dependencies", EDGES_INSIDE);
	for (uint32_t i = 0; i < count; i++) {
		add_edges(&g, i, "dependencies", EDGES_OUTSIDE);
		add_edges(&g, i, "run_before", EDGES_OUTSIDE);
	}
	add_presumed_edges(&g);
	replace(&g);
	lift_edges(&g);
	keep_edges(&g);
	for (uint32_t i = 0; i < g.apps.count; i++)
		report_leaves(&g, g.apps.entries[i].value);
	report_cycles(&g);
	place_all(&g, &order);
	mv_django_report_undeclared(&(Reach){ .graph = &g.graph, .set = set, .interpreter = interpreter, .apps = &g.apps,
					      .classes = g.classes.items, .class_count = g.classes.count },
				    &order);
	/* what belongs to no app (a baseline) comes first; what is replaced is not applied */
	for (uint32_t i = 0; i < apart.count; i++) {
		if (!apart.items[i]->app)
			set->migrations.items[placed++] = apart.items[i];
	}
	for (uint32_t i = 0; i < order.count; i++)
		set->migrations.items[placed++] = g.graph.nodes.items[order.items[i]].migration;
	set->migrations.count = placed;
}
