/* undeclared.h: migrations that refer to models of apps that nothing they depend on has made. */
#ifndef MIGVET_DJANGO_UNDECLARED_H
#define MIGVET_DJANGO_UNDECLARED_H

#include "../graph.h"
#include "../interpret.h"

typedef struct Reach {
	Graph *graph;
	const MigrationSet *set;
	Interpreter *interpreter;
	const Map *apps;         /* label: anything, in the order of their bits */
	const Value *const *classes; /* of each node: class Migration, or NULL */
	uint32_t class_count;
} Reach;

/* `order`: all nodes that are applied, parents first. */
void mv_django_report_undeclared(const Reach *reach, const IndexVec *order);

#endif
