/*
 * graph.h: histories whose order is a graph: migrations that name those they
 * need. Generic: Django's and Alembic's own rules are in their folders.
 */
#ifndef MIGVET_PYTHON_GRAPH_H
#define MIGVET_PYTHON_GRAPH_H

#include "migvet/migration.h"

typedef VEC(uint32_t) IndexVec;

typedef struct GraphNode {
	const char *key;
	Migration *migration; /* NULL: only spoken of */
	IndexVec parents;     /* what it needs, as often as it was said; MV_NO_NODE: was taken out */
	IndexVec children;
	bool placed;
} GraphNode;

typedef struct Graph {
	Arena *arena;
	VEC(GraphNode) nodes;
	Map by_key; /* index + 1 */
} Graph;

#define MV_NO_NODE UINT32_MAX

void mv_graph_init(Graph *graph, Arena *arena);
uint32_t mv_graph_find(const Graph *graph, const char *key);
/* The node of this key, made when there is none. The key is not copied. */
uint32_t mv_graph_node(Graph *graph, const char *key);
void mv_graph_edge(Graph *graph, uint32_t child, uint32_t parent);
/*
 * A cycle, as the nodes that need each other in turn, the last one the first.
 * Each call goes on with a search that starts as {0}, and takes the edge that
 * closes the cycle out: when it answers false the rest has an order.
 */
typedef struct GraphVisit {
	uint32_t node, next; /* which of its parents comes next */
} GraphVisit;
typedef struct CycleSearch {
	uint8_t *color;
	uint32_t start;
	VEC(GraphVisit) stack;
} CycleSearch;
bool mv_graph_cycle(Graph *graph, CycleSearch *search, IndexVec *cycle);
/* "a -> b -> a", not endless. */
const char *mv_graph_path(const Graph *graph, const IndexVec *path);
/*
 * All that `node` needs and is not placed yet, then itself, go to the end of
 * `order`: depth first, of several parents the greatest key first. The graph has no cycles.
 */
void mv_graph_place(Graph *graph, uint32_t node, IndexVec *order);

/* ---- problems ---- */

/* At a migration; reported when it is judged. */
void mv_graph_problem(Graph *graph, Migration *migration, const char *rule, Span span, const char *message, const char *help);
/* At that one of two migrations which is judged, at the first when both are. */
Migration *mv_graph_judged(Migration *first, Migration *second);

#endif
