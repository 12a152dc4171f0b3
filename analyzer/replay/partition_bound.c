/*
 * partition_bound.c: can PostgreSQL skip the scan for a partition bound
 * (PartConstraintImpliedByRelConstraint)? Its prover knows that `k >= 10`
 * implies `k >= 5`; this one knows the same for comparisons of the partition
 * key with constants, and answers UNKNOWN for CHECKs that it cannot read.
 */
#include "locks.h"

#include <stdlib.h>
#include <string.h>

/* One comparison `key OP constant` out of the conjunction of all valid CHECKs. */
typedef struct Fact {
	enum { FACT_LESS, FACT_LESS_EQUAL, FACT_GREATER, FACT_GREATER_EQUAL, FACT_ONE_OF } kind;
	const Expression *value;   /* of a comparison */
	Expression *const *values; /* FACT_ONE_OF */
	uint32_t value_count;
} Fact;

#define MAX_FACTS 64
typedef struct Facts {
	Fact items[MAX_FACTS];
	uint32_t count;
	bool unreadable; /* some CHECK on the key says more than the facts */
} Facts;

static const Expression *strip(const Expression *expression)
{
	while (expression && (expression->kind == EXPR_CAST || expression->kind == EXPR_COLLATE) && expression->arg_count)
		expression = expression->args[0];
	return expression;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_iso_date(const char *text)
{
	static const char shape[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof shape - 1; i++) {
		if (shape[i] == 'd' ? !is_digit(text[i]) : text[i] != shape[i])
			return false;
	}
	return true;
}

/* -1, 0, 1 in `*order`; false: these cannot be compared here. Dates order as their ISO text. */
static bool compare(const Expression *a, const Expression *b, int *order)
{
	char *end_a, *end_b;
	double x, y;

	a = strip(a);
	b = strip(b);
	if (!a || !b || a->kind != EXPR_CONSTANT || b->kind != EXPR_CONSTANT || !a->text || !b->text)
		return false;
	if (mv_streq(a->text, b->text)) {
		*order = 0;
		return true;
	}
	x = strtod(a->text, &end_a);
	y = strtod(b->text, &end_b);
	if (*a->text && *b->text && !*end_a && !*end_b) {
		*order = x < y ? -1 : x > y;
		return true;
	}
	if (strlen(a->text) == strlen(b->text) && is_iso_date(a->text) && is_iso_date(b->text)) {
		*order = strcmp(a->text, b->text) < 0 ? -1 : 1;
		return true;
	}
	return false;
}

/* Different for sure? Of text that only equality could tell. */
static bool differs(const Expression *a, const Expression *b)
{
	int order;

	if (compare(a, b, &order))
		return order != 0;
	a = strip(a);
	b = strip(b);
	return a && b && a->kind == EXPR_CONSTANT && b->kind == EXPR_CONSTANT && mv_streq(a->name, "string") &&
	       mv_streq(b->name, "string") && !is_iso_date(a->text) && !is_iso_date(b->text);
}

static bool is_key(const Expression *expression, const char *key)
{
	expression = strip(expression);
	return expression && expression->kind == EXPR_COLUMN && mv_streq(expression->name, key);
}

static bool is_constant(const Expression *expression)
{
	expression = strip(expression);
	return expression && expression->kind == EXPR_CONSTANT;
}

static void add_fact(Facts *facts, Fact fact)
{
	if (facts->count < MAX_FACTS)
		facts->items[facts->count++] = fact;
	else
		facts->unreadable = true;
}

/* `key op value`; false: not of that form. */
static bool read_comparison(Facts *facts, const char *op, const Expression *value, Expression *const *place)
{
	Fact fact = { .value = value };

	if (strcmp(op, "<") == 0)
		fact.kind = FACT_LESS;
	else if (strcmp(op, "<=") == 0)
		fact.kind = FACT_LESS_EQUAL;
	else if (strcmp(op, ">") == 0)
		fact.kind = FACT_GREATER;
	else if (strcmp(op, ">=") == 0)
		fact.kind = FACT_GREATER_EQUAL;
	else if (strcmp(op, "=") == 0)
		fact = (Fact){ .kind = FACT_ONE_OF, .values = place, .value_count = 1 };
	else
		return false;
	add_fact(facts, fact);
	return true;
}

static const char *mirrored(const char *op)
{
	return strcmp(op, "<") == 0 ? ">" : strcmp(op, "<=") == 0 ? ">=" : strcmp(op, ">") == 0 ? "<"
										 : strcmp(op, ">=") == 0 ? "<=" : op;
}

static bool read_fact(Facts *facts, const Expression *e, const char *key)
{
	if (e->kind == EXPR_OPERATOR && e->arg_count == 2 && e->name && !e->negated) {
		if (is_key(e->args[0], key) && is_constant(e->args[1]))
			return read_comparison(facts, e->name, e->args[1], &e->args[1]);
		if (is_key(e->args[1], key) && is_constant(e->args[0]))
			return read_comparison(facts, mirrored(e->name), e->args[0], &e->args[0]);
	} else if (e->kind == EXPR_BETWEEN && e->arg_count == 3 && !e->negated && is_key(e->args[0], key) &&
		   is_constant(e->args[1]) && is_constant(e->args[2])) {
		add_fact(facts, (Fact){ .kind = FACT_GREATER_EQUAL, .value = e->args[1] });
		add_fact(facts, (Fact){ .kind = FACT_LESS_EQUAL, .value = e->args[2] });
		return true;
	} else if (e->kind == EXPR_IN && e->arg_count > 1 && !e->negated && is_key(e->args[0], key)) {
		for (uint32_t i = 1; i < e->arg_count; i++) {
			if (!is_constant(e->args[i]))
				return false;
		}
		add_fact(facts, (Fact){ .kind = FACT_ONE_OF, .values = e->args + 1, .value_count = e->arg_count - 1 });
		return true;
	} else if (e->kind == EXPR_IS_NOT_NULL) {
		return true; /* counted by mv_table_proves_not_null */
	}
	return false;
}

static void read_conjunction(Facts *facts, const Expression *expression, const char *key, int depth)
{
	if (expression && expression->kind == EXPR_AND && depth < 64) {
		for (uint32_t i = 0; i < expression->arg_count; i++)
			read_conjunction(facts, expression->args[i], key, depth + 1);
	} else if (expression && mv_expression_mentions(expression, key) && !read_fact(facts, expression, key)) {
		facts->unreadable = true;
	}
}

/* The facts about the only column of a partition key; NULL: the key is none. */
static const char *collect(Facts *facts, const Table *table, const Table *parent)
{
	const char *key = parent->partition_keys.count == 1 ? parent->partition_keys.items[0].column : NULL;

	facts->unreadable = !key;
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (constraint->kind != CONSTRAINT_CHECK || !constraint->valid || !constraint->enforced)
			continue;
		if (!key)
			return NULL; /* there are CHECKs, and what they say about this key is not known */
		read_conjunction(facts, constraint->expression, key, 0);
	}
	if (!key)
		facts->unreadable = false; /* no CHECK at all proves nothing */
	return key;
}

static Tri not_proven(const Facts *facts, const Table *table)
{
	return facts->unreadable || mv_locks_incomplete(table) ? TRI_UNKNOWN : TRI_NO;
}

/* MINVALUE or MAXVALUE: unlimited at this end. */
static bool is_unlimited(const Expression *end)
{
	return !end || end->kind == EXPR_COLUMN;
}

/* Is every value >= `from`? */
static bool at_least(const Facts *facts, const Expression *from)
{
	int order;

	for (uint32_t i = 0; i < facts->count; i++) {
		const Fact *fact = &facts->items[i];

		if ((fact->kind == FACT_GREATER_EQUAL || fact->kind == FACT_GREATER) &&
		    compare(fact->value, from, &order) && order >= 0)
			return true;
		if (fact->kind == FACT_ONE_OF) {
			uint32_t j = 0;

			while (j < fact->value_count && compare(fact->values[j], from, &order) && order >= 0)
				j++;
			if (j == fact->value_count)
				return true;
		}
	}
	return false;
}

/* Is every value < `to`? */
static bool below(const Facts *facts, const Expression *to)
{
	int order;

	for (uint32_t i = 0; i < facts->count; i++) {
		const Fact *fact = &facts->items[i];

		if (fact->kind == FACT_LESS && compare(fact->value, to, &order) && order <= 0)
			return true;
		if (fact->kind == FACT_LESS_EQUAL && compare(fact->value, to, &order) && order < 0)
			return true;
		if (fact->kind == FACT_ONE_OF) {
			uint32_t j = 0;

			while (j < fact->value_count && compare(fact->values[j], to, &order) && order < 0)
				j++;
			if (j == fact->value_count)
				return true;
		}
	}
	return false;
}

static bool list_holds(const PartitionBound *bound, const Expression *value)
{
	int order;

	for (uint32_t i = 0; i < bound->list.count; i++) {
		if (compare(bound->list.items[i], value, &order) && order == 0)
			return true;
	}
	return false;
}

static bool list_has_null(const PartitionBound *bound)
{
	for (uint32_t i = 0; i < bound->list.count; i++) {
		if (bound->list.items[i]->kind == EXPR_NULL)
			return true;
	}
	return false;
}

static bool only_listed(const Facts *facts, const PartitionBound *bound)
{
	for (uint32_t i = 0; i < facts->count; i++) {
		const Fact *fact = &facts->items[i];
		uint32_t j = 0;

		if (fact->kind != FACT_ONE_OF)
			continue;
		while (j < fact->value_count && list_holds(bound, fact->values[j]))
			j++;
		if (j == fact->value_count)
			return true;
	}
	return false;
}

Tri mv_checks_imply_bound(const Table *table, const Table *parent, const PartitionBound *bound)
{
	Facts facts = { .count = 0 };
	const char *key = collect(&facts, table, parent);
	bool inside = false;
	Tri not_null;

	if (!bound || !key || bound->is_default)
		return not_proven(&facts, table);
	switch (bound->strategy) {
	case PARTITION_RANGE:
		if (bound->from.count != 1 || bound->to.count != 1)
			return not_proven(&facts, table);
		inside = (is_unlimited(bound->from.items[0]) || at_least(&facts, bound->from.items[0])) &&
			 (is_unlimited(bound->to.items[0]) || below(&facts, bound->to.items[0]));
		break;
	case PARTITION_LIST:
		inside = only_listed(&facts, bound);
		if (inside && list_has_null(bound))
			return TRI_YES;
		break;
	case PARTITION_HASH: /* nothing that a CHECK usually says implies a hash */
	case PARTITION_NONE:
		return TRI_NO;
	}
	if (!inside)
		return not_proven(&facts, table);
	not_null = mv_table_proves_not_null(table, key); /* NULL satisfies a CHECK, but not the bound */
	return not_null;
}

/* Does some fact rule `value` out? */
static bool excludes(const Facts *facts, const Expression *value)
{
	int order;

	for (uint32_t i = 0; i < facts->count; i++) {
		const Fact *fact = &facts->items[i];

		if (fact->kind == FACT_ONE_OF) {
			uint32_t j = 0;

			while (j < fact->value_count && differs(fact->values[j], value))
				j++;
			if (j == fact->value_count)
				return true;
		} else if (compare(value, fact->value, &order)) {
			if ((fact->kind == FACT_LESS && order >= 0) || (fact->kind == FACT_LESS_EQUAL && order > 0) ||
			    (fact->kind == FACT_GREATER && order <= 0) || (fact->kind == FACT_GREATER_EQUAL && order < 0))
				return true;
		}
	}
	return false;
}

Tri mv_checks_exclude_bound(const Table *table, const Table *parent, const PartitionBound *bound)
{
	Facts facts = { .count = 0 };
	const char *key = collect(&facts, table, parent);

	if (!bound || !key || bound->is_default)
		return not_proven(&facts, table);
	switch (bound->strategy) {
	case PARTITION_RANGE:
		if (bound->from.count != 1 || bound->to.count != 1)
			return not_proven(&facts, table);
		if ((!is_unlimited(bound->to.items[0]) && at_least(&facts, bound->to.items[0])) ||
		    (!is_unlimited(bound->from.items[0]) && below(&facts, bound->from.items[0])))
			return TRI_YES;
		break;
	case PARTITION_LIST:
		for (uint32_t i = 0; i < bound->list.count; i++) {
			bool is_null = bound->list.items[i]->kind == EXPR_NULL;

			if (is_null ? mv_table_proves_not_null(table, key) != TRI_YES
				    : !excludes(&facts, bound->list.items[i]))
				return not_proven(&facts, table);
		}
		return TRI_YES;
	case PARTITION_HASH:
	case PARTITION_NONE:
		return TRI_NO;
	}
	return not_proven(&facts, table);
}
