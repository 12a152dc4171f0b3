/* names_chosen.c: the name that the server would give a constraint or sequence that is not there yet. */
#include "model.h"

/* names.c keeps notes in the model, but changes nothing that can be seen. */
static Schema *writable(const Schema *schema)
{
	union {
		const Schema *given;
		Schema *model;
	} either = { .given = schema };

	return either.model;
}

typedef struct Only {
	const Table *table;
	const char *name;
	bool several;
} Only;

static bool note_column(const Expression *expression, void *data)
{
	Only *only = data;

	if (expression->kind != EXPR_COLUMN || !expression->name)
		return true;
	if (only->name && !mv_streq(only->name, expression->name))
		only->several = true;
	only->name = expression->name;
	return !only->several;
}

/* A CHECK that mentions one column has its name. */
static const char *checked_column(const ConstraintSpec *spec)
{
	Only only = { 0 };

	if (spec->expression)
		mv_expr_walk(spec->expression, note_column, &only);
	return only.several ? NULL : only.name;
}

char *mv_constraint_chosen_name(const Schema *schema, const Table *table, const ConstraintSpec *spec)
{
	Schema *model = writable(schema);
	const char *in = table->object.schema, *of = table->object.name;
	NameVec columns = { 0 }, including = { 0 };
	IndexKeyVec keys = { 0 };

	for (uint32_t i = 0; i < spec->columns.count; i++) {
		if (!spec->columns.items[i].text)
			return NULL;
		*VEC_PUSH(model->arena, &columns) = spec->columns.items[i].text;
		VEC_PUSH(model->arena, &keys)->column = spec->columns.items[i].text;
	}
	for (uint32_t i = 0; i < spec->including.count; i++) {
		if (!spec->including.items[i].text)
			return NULL;
		*VEC_PUSH(model->arena, &including) = spec->including.items[i].text;
	}
	switch (spec->kind) {
	case CONSTRAINT_NOT_NULL:
		return columns.count ? mv_name_constraint(model, in, of, columns.items[0], "not_null") : NULL;
	case CONSTRAINT_CHECK:
		return mv_name_constraint(model, in, of, checked_column(spec), "check");
	case CONSTRAINT_FOREIGN_KEY:
		return mv_name_constraint(model, in, of, mv_name_join(model->arena, columns.items, columns.count), "fkey");
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
		return mv_name_index(model, table, &keys, including.items, including.count,
				     spec->kind == CONSTRAINT_PRIMARY_KEY ? "pkey" : "key", true);
	case CONSTRAINT_EXCLUSION:
		break;
	}
	return NULL;
}

char *mv_index_chosen_name(const Schema *schema, const Table *table, const CreateIndex *create)
{
	Schema *model = writable(schema);
	NameVec including = { 0 };

	for (uint32_t i = 0; i < create->including.count; i++) {
		if (!create->including.items[i].text)
			return NULL;
		*VEC_PUSH(model->arena, &including) = create->including.items[i].text;
	}
	return mv_name_index(model, table, &create->keys, including.items, including.count, "idx", false);
}

char *mv_domain_check_chosen_name(const Schema *schema, const Domain *domain)
{
	return mv_name_constraint(writable(schema), domain->object.schema, domain->object.name, NULL, "check");
}

char *mv_sequence_chosen_name(const Schema *schema, const Table *table, const char *column)
{
	return mv_name_relation(writable(schema), table->object.schema, table->object.name, column, "seq", false);
}
