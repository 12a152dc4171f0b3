/* graph.c: nodes, edges, cycles and a stable order. No function calls itself: a history may be a chain of 100,000. */
#include "graph.h"

#include <stdlib.h>
#include <string.h>

void mv_graph_init(Graph *graph, Arena *arena)
{
	*graph = (Graph){ .arena = arena };
	mv_map_init(&graph->by_key, arena);
}

uint32_t mv_graph_find(const Graph *graph, const char *key)
{
	uintptr_t found = (uintptr_t)mv_map_get(&graph->by_key, key);

	return found ? (uint32_t)found - 1 : MV_NO_NODE;
}

uint32_t mv_graph_node(Graph *graph, const char *key)
{
	uint32_t found = mv_graph_find(graph, key);

	if (found != MV_NO_NODE)
		return found;
	VEC_PUSH(graph->arena, &graph->nodes)->key = key;
	mv_map_set(&graph->by_key, key, (void *)(uintptr_t)graph->nodes.count);
	return graph->nodes.count - 1;
}

void mv_graph_edge(Graph *graph, uint32_t child, uint32_t parent)
{
	*VEC_PUSH(graph->arena, &graph->nodes.items[child].parents) = parent;
	*VEC_PUSH(graph->arena, &graph->nodes.items[parent].children) = child;
}

/* ---- cycles ---- */

enum { WHITE, GREY, BLACK };

/* One step along the parents of what is on top; true: it closed a cycle. */
static bool step(Graph *graph, CycleSearch *search, IndexVec *cycle)
{
	GraphVisit *top = &search->stack.items[search->stack.count - 1];
	GraphNode *node = &graph->nodes.items[top->node];
	uint32_t parent, first = search->stack.count - 1;

	if (top->next == node->parents.count) {
		search->color[top->node] = BLACK;
		search->stack.count--;
		return false;
	}
	parent = node->parents.items[top->next++];
	if (parent == MV_NO_NODE || search->color[parent] == BLACK)
		return false;
	if (search->color[parent] == WHITE) {
		search->color[parent] = GREY;
		*VEC_PUSH(graph->arena, &search->stack) = (GraphVisit){ .node = parent };
		return false;
	}
	node->parents.items[top->next - 1] = MV_NO_NODE;
	while (search->stack.items[first].node != parent)
		first--;
	for (uint32_t i = first; i < search->stack.count; i++)
		*VEC_PUSH(graph->arena, cycle) = search->stack.items[i].node;
	*VEC_PUSH(graph->arena, cycle) = parent;
	return true;
}

bool mv_graph_cycle(Graph *graph, CycleSearch *search, IndexVec *cycle)
{
	if (!search->color)
		search->color = MV_NEW_ARRAY(graph->arena, uint8_t, graph->nodes.count);
	cycle->count = 0;
	for (;;) {
		while (search->stack.count) {
			if (step(graph, search, cycle))
				return true;
		}
		while (search->start < graph->nodes.count && search->color[search->start] != WHITE)
			search->start++;
		if (search->start == graph->nodes.count)
			return false;
		search->color[search->start] = GREY;
		*VEC_PUSH(graph->arena, &search->stack) = (GraphVisit){ .node = search->start };
	}
}

const char *mv_graph_path(const Graph *graph, const IndexVec *path)
{
	enum { MOST_SHOWN = 6 };
	StrBuf buf = { 0 };
	const char *text;

	for (uint32_t i = 0; i < path->count; i++) {
		if (path->count > MOST_SHOWN + 2 && i == MOST_SHOWN) {
			mv_buf_adds(&buf, " -> ...");
			i = path->count - 1;
		}
		mv_buf_addf(&buf, "%s'%s'", i ? " -> " : "", graph->nodes.items[path->items[i]].key);
	}
	text = mv_buf_to_arena(&buf, graph->arena);
	mv_buf_release(&buf);
	return text;
}

/* ---- order ---- */

/* qsort has no argument for it; set just before and read only during the call. */
static _Thread_local const Graph *sorted_graph;

static int by_key(const void *a_, const void *b_)
{
	uint32_t a = *(const uint32_t *)a_, b = *(const uint32_t *)b_;

	if (a == MV_NO_NODE || b == MV_NO_NODE)
		return (a == MV_NO_NODE) - (b == MV_NO_NODE);
	return strcmp(sorted_graph->nodes.items[a].key, sorted_graph->nodes.items[b].key);
}

void mv_graph_place(Graph *graph, uint32_t start, IndexVec *order)
{
	enum { ENTERED = 1 };
	VEC(GraphVisit) stack = { 0 };

	*VEC_PUSH(graph->arena, &stack) = (GraphVisit){ .node = start };
	while (stack.count) {
		GraphVisit *top = &stack.items[stack.count - 1];
		uint32_t index = top->node;
		GraphNode *node = &graph->nodes.items[index];

		if (node->placed || top->next == ENTERED) {
			if (!node->placed)
				*VEC_PUSH(graph->arena, order) = index;
			node->placed = true;
			stack.count--;
			continue;
		}
		top->next = ENTERED;
		sorted_graph = graph;
		if (node->parents.count > 1)
			qsort(node->parents.items, node->parents.count, sizeof node->parents.items[0], by_key);
		for (uint32_t i = 0; i < node->parents.count; i++) {
			if (node->parents.items[i] != MV_NO_NODE && !graph->nodes.items[node->parents.items[i]].placed)
				*VEC_PUSH(graph->arena, &stack) = (GraphVisit){ .node = node->parents.items[i] };
		}
	}
}

/* ---- problems ---- */

void mv_graph_problem(Graph *graph, Migration *migration, const char *rule, Span span, const char *message, const char *help)
{
	Problem *problem = VEC_PUSH(graph->arena, &migration->problems);

	*problem = (Problem){ .rule = rule, .message = message, .help = help, .span = span };
}

Migration *mv_graph_judged(Migration *first, Migration *second)
{
	return first->under_review || !second->under_review ? first : second;
}
