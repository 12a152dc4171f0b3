/*
 * graph.c: the order in which `alembic upgrade heads` applies revisions to an
 * empty database, and what stops it.
 *
 * Alembic walks down from the heads, in the order in which files were loaded,
 * along one line of revisions as long as nothing that is not yet emitted needs
 * the next one, and applies all that in reverse.
 */
#include "../graph.h"
#include "../lower.h"

#include <stdlib.h>
#include <string.h>

typedef struct Revision {
	IndexVec down;    /* by down_revision */
	IndexVec needs;   /* by depends_on */
	IndexVec walked;  /* down, then what of `needs` is not needed by an ancestor anyway */
	IndexVec labels;  /* of branches, that it bears itself: indexes into AlembicGraph.labels */
	uint32_t waiting; /* revisions above it that are not emitted */
	uint32_t children; /* by down_revision */
	bool emitted;
	uint32_t mark;
	uint32_t line;    /* of heads: the first one that stands on it */
	const Value *down_value, *needs_value;
} Revision;

typedef struct AlembicGraph {
	Graph graph;      /* edges: both kinds */
	MigrationSet *set;
	Interpreter *interpreter;
	VEC(Revision) revisions; /* of each node */
	Map labels;       /* of branches: index of the revision + 1 */
	VEC(const char *) label_names;
	uint32_t mark;
	uint64_t work;
} AlembicGraph;

/* What a hostile history may cost; beyond it the order is only a right one, not Alembic's own. */
enum { MOST_WORK = 50 * 1000 * 1000 };

/* ---- reading ---- */

static Revision *revision_of(AlembicGraph *g, uint32_t index)
{
	while (g->revisions.count < g->graph.nodes.count)
		*VEC_PUSH(g->graph.arena, &g->revisions) = (Revision){ 0 };
	return &g->revisions.items[index];
}

static const char *file_name(const Migration *migration)
{
	return migration->source ? migration->source->path : migration->version;
}

/* Alembic warns, and takes the one that was loaded last. */
static void report_duplicate(AlembicGraph *g, Migration *used, Migration *unused)
{
	Problem *problem;

	used->under_review |= unused->under_review;
	mv_graph_problem(&g->graph, used, "duplicate-version", (Span){ 0 },
			 mv_arena_format(g->graph.arena, "revision '%s' is also the revision of '%s': Alembic applies only one of them",
					 used->version, file_name(used)),
			 "give the newer of the two another revision");
	problem = &used->problems.items[used->problems.count - 1];
	problem->source = unused->source;
}

static void add_revision(AlembicGraph *g, Migration *migration)
{
	const Module *module = migration->source ? mv_py_migration_module(g->interpreter, migration) : NULL;
	const char *text = mv_value_text(module ? mv_module_name(module, "revision") : NULL);
	const struct ValueList *labels;
	const Value *value;
	GraphNode *node;
	uint32_t index;

	if (text)
		migration->version = text;
	index = mv_graph_node(&g->graph, migration->version);
	node = &g->graph.nodes.items[index];
	if (node->migration)
		report_duplicate(g, migration, node->migration);
	node->migration = migration;
	revision_of(g, index)->down_value = module ? mv_module_name(module, "down_revision") : NULL;
	revision_of(g, index)->needs_value = module ? mv_module_name(module, "depends_on") : NULL;
	value = module ? mv_module_name(module, "branch_labels") : NULL;
	labels = mv_value_items(value);
	for (uint32_t i = 0; i < (labels ? labels->items.count : mv_value_text(value) != NULL); i++) {
		const char *label = mv_value_text(labels ? labels->items.items[i] : value);

		if (!label)
			continue;
		*VEC_PUSH(g->graph.arena, &revision_of(g, index)->labels) = g->label_names.count;
		*VEC_PUSH(g->graph.arena, &g->label_names) = label;
		mv_map_set(&g->labels, label, (void *)(uintptr_t)(index + 1));
	}
}

/* By its id, or a branch's label. */
static uint32_t find_revision(AlembicGraph *g, const char *name, bool labels)
{
	uint32_t found = mv_graph_find(&g->graph, name);
	uintptr_t labelled = labels ? (uintptr_t)mv_map_get(&g->labels, name) : 0;

	return found == MV_NO_NODE && labelled ? (uint32_t)labelled - 1 : found;
}

static void report_missing(AlembicGraph *g, Migration *migration, const Value *value, const char *name, const char *attribute)
{
	VEC(const char *) names = { 0 };
	const char *nearest;

	for (uint32_t i = 0; i < g->graph.nodes.count; i++)
		*VEC_PUSH(g->graph.arena, &names) = g->graph.nodes.items[i].key;
	*VEC_PUSH(g->graph.arena, &names) = NULL;
	nearest = mv_nearest(name, names.items);
	mv_graph_problem(&g->graph, migration, "unknown-dependency", value->span,
			 mv_arena_format(g->graph.arena, "the %s of '%s' is '%s', which does not exist: Alembic refuses to run any revision",
					 attribute, migration->version, name),
			 nearest ? mv_arena_format(g->graph.arena, "did you mean '%s'?", nearest) :
				   "name a revision that is there, or restore the file that was removed");
}

/* A text, or a list of them. */
static void add_edges(AlembicGraph *g, uint32_t index, bool down)
{
	enum { MOST_REPORTED = 20 };
	Revision *revision = revision_of(g, index);
	const Value *value = down ? revision->down_value : revision->needs_value;
	const struct ValueList *list = mv_value_items(value);
	Migration *migration = g->graph.nodes.items[index].migration;
	uint32_t count = list ? list->items.count : mv_value_text(value) != NULL, reported = 0;

	for (uint32_t i = 0; i < count; i++) {
		const Value *item = list ? list->items.items[i] : value;
		const char *name = mv_value_text(item);
		uint32_t other = name ? find_revision(g, name, !down) : MV_NO_NODE;

		if (!name)
			continue;
		if (other == MV_NO_NODE) {
			if (reported++ < MOST_REPORTED)
				report_missing(g, migration, item, name, down ? "down_revision" : "depends_on");
			continue;
		}
		*VEC_PUSH(g->graph.arena, down ? &revision->down : &revision->needs) = other;
		mv_graph_edge(&g->graph, index, other);
		if (down)
			revision_of(g, other)->children++;
	}
}

/* ---- problems of the whole ---- */

static void drop_edge(IndexVec *list, uint32_t index)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < list->count; i++) {
		if (list->items[i] != index)
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
}

static void report_cycles(AlembicGraph *g)
{
	enum { MOST_REPORTED = 20 };
	CycleSearch search = { 0 };
	IndexVec cycle = { 0 };

	for (int reported = 0; mv_graph_cycle(&g->graph, &search, &cycle); reported++) {
		uint32_t at = cycle.items[cycle.count - 2], closing = at, parent = cycle.items[cycle.count - 1];
		const Value *value;

		drop_edge(&revision_of(g, closing)->down, parent);
		drop_edge(&revision_of(g, closing)->needs, parent);
		for (uint32_t i = cycle.count - 1; i-- > 0;) {
			if (g->graph.nodes.items[cycle.items[i]].migration->under_review)
				at = cycle.items[i];
		}
		value = revision_of(g, at)->down_value;
		if (reported < MOST_REPORTED)
			mv_graph_problem(&g->graph, g->graph.nodes.items[at].migration, "dependency-cycle", value ? value->span : (Span){ 0 },
					 mv_arena_format(g->graph.arena, "revisions follow each other in a circle, and Alembic refuses to run any: %s",
							 mv_graph_path(&g->graph, &cycle)),
					 "let the first of them follow the revision that was the head before");
	}
}

static uint32_t next_mark(AlembicGraph *g)
{
	return ++g->mark;
}

/* Does a head's line have a label of its own, above the revisions that it shares with others? */
static bool has_label(AlembicGraph *g, uint32_t head)
{
	IndexVec stack = { 0 };
	uint32_t mark = next_mark(g);

	*VEC_PUSH(g->graph.arena, &stack) = head;
	while (stack.count && g->work++ < MOST_WORK) {
		Revision *revision = revision_of(g, stack.items[--stack.count]);

		if (revision->mark == mark || revision->children > 1)
			continue;
		revision->mark = mark;
		if (revision->labels.count)
			return true;
		for (uint32_t i = 0; i < revision->down.count; i++)
			*VEC_PUSH(g->graph.arena, &stack) = revision->down.items[i];
	}
	return false;
}

/* Marks all that `head` stands on by down_revision; true: an earlier head stands on some of it, too. */
static bool mark_line(AlembicGraph *g, uint32_t head, uint32_t mark)
{
	IndexVec stack = { 0 };
	bool met = false;

	*VEC_PUSH(g->graph.arena, &stack) = head;
	while (stack.count && g->work++ < MOST_WORK) {
		Revision *revision = revision_of(g, stack.items[--stack.count]);

		if (revision->line) {
			met |= revision->line != mark;
			continue;
		}
		revision->line = mark;
		for (uint32_t i = 0; i < revision->down.count; i++)
			*VEC_PUSH(g->graph.arena, &stack) = revision->down.items[i];
	}
	return met;
}

static Str directory_of(const Migration *migration)
{
	const char *path = file_name(migration), *slash = strrchr(path, '/');

	return (Str){ .ptr = path, .len = slash ? (size_t)(slash - path) : 0 };
}

/*
 * Several heads are wanted where branches have labels, or where lines share
 * neither a revision nor a directory; else somebody forgot to merge.
 */
static void report_heads(AlembicGraph *g)
{
	uint32_t first = MV_NO_NODE;

	for (uint32_t i = 0; i < g->graph.nodes.count && g->work < MOST_WORK; i++) {
		Migration *migration = g->graph.nodes.items[i].migration, *other;
		bool met;

		if (!migration || revision_of(g, i)->children)
			continue;
		met = mark_line(g, i, i + 1);
		if (has_label(g, i))
			continue;
		if (first == MV_NO_NODE) {
			first = i;
			continue;
		}
		other = g->graph.nodes.items[first].migration;
		if (!met && !mv_str_eq(directory_of(migration), directory_of(other)))
			continue;
		if (!migration->under_review && other->under_review) {
			Migration *swap = migration;

			migration = other;
			other = swap;
		}
		mv_graph_problem(&g->graph, migration, "multiple-heads",
				 revision_of(g, mv_graph_find(&g->graph, migration->version))->down_value ?
					 revision_of(g, mv_graph_find(&g->graph, migration->version))->down_value->span :
					 (Span){ 0 },
				 mv_arena_format(g->graph.arena, "'%s' and '%s' both are heads: 'alembic upgrade head' refuses to run",
						 migration->version, other->version),
				 mv_arena_format(g->graph.arena, "let the newer one follow the other, or join them: alembic merge -m merge %s %s",
						 other->version, migration->version));
	}
}

/* ---- order ---- */

/* Without what an ancestor depends on, too. */
static void normalize(AlembicGraph *g, uint32_t index)
{
	Revision *revision = revision_of(g, index);
	uint32_t mark = next_mark(g);
	IndexVec stack = { 0 };

	for (uint32_t i = 0; i < revision->down.count; i++) {
		*VEC_PUSH(g->graph.arena, &revision->walked) = revision->down.items[i];
		*VEC_PUSH(g->graph.arena, &stack) = revision->down.items[i];
	}
	if (!revision->needs.count)
		return;
	/* marked: some ancestor depends on it; emitted, for the time being: was looked at */
	while (stack.count && g->work < MOST_WORK) {
		Revision *ancestor = revision_of(g, stack.items[--stack.count]);

		g->work++;
		if (ancestor->emitted)
			continue;
		ancestor->emitted = true;
		for (uint32_t i = 0; i < ancestor->needs.count; i++)
			revision_of(g, ancestor->needs.items[i])->mark = mark;
		for (uint32_t i = 0; i < ancestor->down.count; i++)
			*VEC_PUSH(g->graph.arena, &stack) = ancestor->down.items[i];
	}
	for (uint32_t i = 0; i < g->revisions.count; i++)
		g->revisions.items[i].emitted = false;
	g->work += g->revisions.count;
	for (uint32_t i = 0; i < revision->needs.count; i++) {
		if (revision_of(g, revision->needs.items[i])->mark != mark)
			*VEC_PUSH(g->graph.arena, &revision->walked) = revision->needs.items[i];
	}
}

static bool contains(const IndexVec *list, uint32_t index)
{
	for (uint32_t i = 0; i < list->count; i++) {
		if (list->items[i] == index)
			return true;
	}
	return false;
}

/* The first of the heads that stands on `index`, which is not the one at `except`. */
static uint32_t first_head_above(AlembicGraph *g, const IndexVec *heads, uint32_t index, uint32_t except, const IndexVec *above)
{
	uint32_t mark = next_mark(g);
	IndexVec stack = { 0 };

	*VEC_PUSH(g->graph.arena, &stack) = index;
	while (stack.count) {
		uint32_t at = stack.items[--stack.count];

		g->work++;
		if (revision_of(g, at)->mark == mark || revision_of(g, at)->emitted)
			continue;
		revision_of(g, at)->mark = mark;
		for (uint32_t i = 0; i < above[at].count; i++)
			*VEC_PUSH(g->graph.arena, &stack) = above[at].items[i];
	}
	for (uint32_t i = 0; i < heads->count; i++) {
		if (i != except && revision_of(g, heads->items[i])->mark == mark)
			return i;
	}
	return except;
}

static void remove_at(IndexVec *list, uint32_t at)
{
	memmove(list->items + at, list->items + at + 1, (list->count - at - 1) * sizeof *list->items);
	list->count--;
}

/* From the heads down; `order` gets what is applied last first. */
static void walk_down(AlembicGraph *g, IndexVec *order)
{
	uint32_t count = g->graph.nodes.count, at = 0;
	IndexVec *above = MV_NEW_ARRAY(g->graph.arena, IndexVec, count), heads = { 0 };

	for (uint32_t i = 0; i < count; i++) {
		Revision *revision = revision_of(g, i);

		for (uint32_t k = 0; k < revision->walked.count; k++) {
			*VEC_PUSH(g->graph.arena, &above[revision->walked.items[k]]) = i;
			revision_of(g, revision->walked.items[k])->waiting++;
		}
	}
	for (uint32_t i = 0; i < count; i++) {
		if (!above[i].count)
			*VEC_PUSH(g->graph.arena, &heads) = i;
	}
	while (heads.count && g->work < MOST_WORK) {
		uint32_t index = heads.items[at], added = 0;
		Revision *revision = revision_of(g, index);

		if (!revision->emitted && revision->waiting) {
			uint32_t other = first_head_above(g, &heads, index, at, above);

			if (other != at) {
				at = other;
				continue;
			}
		}
		if (!revision->emitted) {
			*VEC_PUSH(g->graph.arena, order) = index;
			revision->emitted = true;
			for (uint32_t i = 0; i < revision->walked.count; i++)
				revision_of(g, revision->walked.items[i])->waiting--;
		}
		g->work += heads.count + 1;
		for (uint32_t i = 0; i < revision->walked.count; i++) {
			uint32_t next = revision->walked.items[i];

			if (revision_of(g, next)->emitted || contains(&heads, next))
				continue;
			if (added++ == 0)
				heads.items[at] = next;
			else
				*VEC_PUSH(g->graph.arena, &heads) = next;
		}
		if (!added) {
			remove_at(&heads, at);
			at = at ? at - 1 : 0;
		}
	}
}

/* What the walk did not come to, in any right order: the graph has no cycles by now. */
static void place_rest(AlembicGraph *g, const IndexVec *walked, IndexVec *order)
{
	for (uint32_t i = walked->count; i-- > 0;)
		mv_graph_place(&g->graph, walked->items[i], order);
	for (uint32_t i = 0; i < g->graph.nodes.count; i++) {
		if (g->graph.nodes.items[i].migration)
			mv_graph_place(&g->graph, i, order);
	}
}

/* For whoever asks what a database at some revision has applied. */
static void keep_needs(AlembicGraph *g)
{
	for (uint32_t i = 0; i < g->graph.nodes.count; i++) {
		const GraphNode *node = &g->graph.nodes.items[i];

		for (uint32_t k = 0; k < node->parents.count && node->migration; k++) {
			uint32_t parent = node->parents.items[k];

			if (parent != MV_NO_NODE && g->graph.nodes.items[parent].migration)
				*VEC_PUSH(g->graph.arena, &node->migration->needs) = g->graph.nodes.items[parent].migration;
		}
	}
}

void mv_alembic_order(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena)
{
	AlembicGraph g = { .set = set, .interpreter = interpreter };
	IndexVec walked = { 0 }, order = { 0 };
	VEC(Migration *) apart = { 0 };
	uint32_t placed = 0;

	(void)project;
	mv_graph_init(&g.graph, arena);
	mv_map_init(&g.labels, arena);
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		Migration *migration = set->migrations.items[i];

		/* a baseline, or a file that could not be read */
		if (!*migration->version)
			*VEC_PUSH(arena, &apart) = migration;
		else
			add_revision(&g, migration);
	}
	for (uint32_t i = 0; i < g.graph.nodes.count; i++) {
		add_edges(&g, i, true);
		add_edges(&g, i, false);
	}
	report_cycles(&g);
	report_heads(&g);
	keep_needs(&g);
	for (uint32_t i = 0; i < g.graph.nodes.count; i++)
		normalize(&g, i);
	walk_down(&g, &walked);
	place_rest(&g, &walked, &order);
	for (uint32_t i = 0; i < apart.count; i++)
		set->migrations.items[placed++] = apart.items[i];
	for (uint32_t i = 0; i < order.count; i++)
		set->migrations.items[placed++] = g.graph.nodes.items[order.items[i]].migration;
	set->migrations.count = placed;
}
