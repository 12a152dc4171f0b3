/*
 * order.c: the statements in an order in which each finds what it needs: by
 * steps, and within those that are sorted by dependencies.
 */
#include "reading.h"

#include <stdlib.h>
#include <string.h>

static uint64_t object_of(const Row *row)
{
	return (uint64_t)row->class << 32 | row->object;
}

static int by_member(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

/* What an extension brings is the extension's. */
static void leave_members_out(Reading *reading)
{
	VEC(uint64_t) members = { 0 };
	uint32_t kept = 0;

	for (uint32_t i = 0; i < reading->rows.count; i++) {
		if (reading->rows.items[i].step == STEP_MEMBER)
			*VEC_PUSH(reading->arena, &members) = object_of(&reading->rows.items[i]);
	}
	if (!members.count)
		return;
	qsort(members.items, members.count, sizeof *members.items, by_member);
	for (uint32_t i = 0; i < reading->rows.count; i++) {
		uint64_t object = object_of(&reading->rows.items[i]);

		if (!bsearch(&object, members.items, members.count, sizeof object, by_member))
			reading->rows.items[kept++] = reading->rows.items[i];
	}
	reading->rows.count = kept;
}

static int by_step(const void *left, const void *right)
{
	const Row *a = left, *b = right;
	int order = (a->step > b->step) - (a->step < b->step);

	if (!order)
		order = strcmp(a->schema ? a->schema : "", b->schema ? b->schema : "");
	return order ? order : strcmp(a->sql, b->sql);
}

static int by_edge(const void *left, const void *right)
{
	const Edge *a = left, *b = right;
	int order = (a->from > b->from) - (a->from < b->from);

	return order ? order : (a->to > b->to) - (a->to < b->to);
}

typedef struct Order {
	Reading *reading;
	LiveStatements *statements;
	Row **by_object; /* of the sorted steps, by class and object */
	uint32_t count;
	struct { uint32_t row, edge; } *stack; /* no recursion: chains of views can be long */
} Order;

static int by_object(const void *left, const void *right)
{
	uint64_t a = object_of(*(Row *const *)left), b = object_of(*(Row *const *)right);

	return (a > b) - (a < b);
}

static Row *row_of(const Order *order, uint64_t object)
{
	uint32_t low = 0, high = order->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (object_of(order->by_object[middle]) < object)
			low = middle + 1;
		else
			high = middle;
	}
	return low < order->count && object_of(order->by_object[low]) == object ? order->by_object[low] : NULL;
}

static uint32_t first_edge(const Reading *reading, uint64_t from)
{
	uint32_t low = 0, high = reading->edges.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (reading->edges.items[middle].from < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void write_row(const Order *order, const Row *row)
{
	*VEC_PUSH(order->reading->arena, order->statements) = (LiveStatement){ .name = row->schema ? row->schema : "", .sql = row->sql };
}

enum { WAITING, BEGUN, WRITTEN };

/* Behind all that it needs; a circle is cut where it is met. */
static void write_sorted(const Order *order, Row *first)
{
	const Reading *reading = order->reading;
	uint32_t depth = 1;

	if (first->state != WAITING)
		return;
	first->state = BEGUN;
	order->stack[0].row = (uint32_t)(first - reading->rows.items);
	order->stack[0].edge = first->object ? first_edge(reading, object_of(first)) : UINT32_MAX;
	while (depth) {
		Row *row = &reading->rows.items[order->stack[depth - 1].row], *needed = NULL;
		uint32_t *edge = &order->stack[depth - 1].edge;

		while (*edge < reading->edges.count && reading->edges.items[*edge].from == object_of(row)) {
			needed = row_of(order, reading->edges.items[(*edge)++].to);
			if (needed && needed->state == WAITING)
				break;
			needed = NULL;
		}
		if (needed) {
			needed->state = BEGUN;
			order->stack[depth].row = (uint32_t)(needed - reading->rows.items);
			order->stack[depth++].edge = needed->object ? first_edge(reading, object_of(needed)) : UINT32_MAX;
			continue;
		}
		write_row(order, row);
		row->state = WRITTEN;
		depth--;
	}
}

void mv_rows_order(Reading *reading, LiveStatements *statements)
{
	Order order = { .reading = reading, .statements = statements };
	uint32_t count;

	leave_members_out(reading);
	count = reading->rows.count;
	if (!count)
		return;
	qsort(reading->rows.items, count, sizeof *reading->rows.items, by_step);
	if (reading->edges.count)
		qsort(reading->edges.items, reading->edges.count, sizeof *reading->edges.items, by_edge);
	order.by_object = MV_NEW_ARRAY(reading->arena, Row *, count);
	order.stack = mv_arena_alloc(reading->arena, sizeof *order.stack * (count + 1));
	for (uint32_t i = 0; i < count; i++) {
		Row *row = &reading->rows.items[i];

		if (row->step >= STEP_SORTED && row->step < STEP_ATTACH)
			order.by_object[order.count++] = row;
	}
	if (order.count)
		qsort(order.by_object, order.count, sizeof *order.by_object, by_object);
	for (uint32_t i = 0; i < count; i++) {
		Row *row = &reading->rows.items[i];

		if (row->step >= STEP_SORTED && row->step < STEP_ATTACH)
			write_sorted(&order, row);
		else if (row->step < STEP_INVALID_INDEX)
			write_row(&order, row);
	}
}
