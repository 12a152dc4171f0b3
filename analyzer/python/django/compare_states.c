/*
 * compare_states.c: SeparateDatabaseAndState whose two halves end in different tables.
 *
 * Only where both halves are there and are Django's own operations on models:
 * what SQL does is not known here, and a half that is left out is left out on
 * purpose (in two steps).
 */
#include "special.h"

#include <string.h>

/* Operations whose effect on the tables is what they do to the state. */
static bool is_comparable(const struct ValueList *operations)
{
	static const char *const others[] = { "RunSQL", "RunPython", "SeparateDatabaseAndState", NULL };

	for (uint32_t i = 0; i < operations->items.count; i++) {
		const Value *operation = operations->items.items[i];
		const char *name = mv_value_is(operation, VALUE_CALL) ? mv_value_last_name(operation->as.call->callee) : NULL;

		if (!name || mv_value_is(operation->as.call->callee, VALUE_CLASS))
			return false;
		for (const char *const *other = others; *other; other++) {
			if (strcmp(name, *other) == 0)
				return false;
		}
	}
	return operations->items.count > 0;
}

/* Tables that models of a state stand for. */
static void collect(const Lowering *lowering, const State *state, Map *tables)
{
	mv_map_init(tables, lowering->arena);
	for (uint32_t i = 0; i < state->models.count; i++) {
		const Model *model = state->models.entries[i].value;

		if (model && !model->abstract && !model->proxy && !model->stub && model->table)
			mv_map_set(tables, model->table, (void *)model);
	}
}

static const Field *column_of(const Model *model, const char *column)
{
	for (uint32_t i = 0; i < model->columns.count; i++) {
		if (mv_streq(model->columns.items[i]->column, column))
			return model->columns.items[i];
	}
	return NULL;
}

static void tell(Lowering *lowering, const char *message)
{
	mv_django_problem(lowering, "state-database-mismatch", lowering->span, message,
			  "let both halves end in the same tables; else the next operation on them fails, or changes what it should not");
}

/* The state lets go of a column that the database keeps: the first step of dropping it, right when INSERTs may leave it out. */
static bool tell_required_column(Lowering *lowering, const Model *database, const Field *field)
{
	if (field->null || field->primary_key || field->db_default || field->type == FIELD_GENERATED || field->type == FIELD_UNKNOWN)
		return false;
	mv_django_problem(lowering, "state-database-mismatch", lowering->span,
			  mv_arena_format(lowering->arena, "INSERTs of the new code fail: the state lets go of '%s', which stays NOT NULL without a default in '%s'",
					  field->column, database->table),
			  "let the database half make it nullable, or give it a 'db_default'");
	return true;
}

/* `was`: the model before, or NULL. */
static bool compare_columns(Lowering *lowering, const Model *was, const Model *database, const Model *state, Moment made, Moment said)
{
	const char *reason = NULL;

	if (database->bases_unknown || state->bases_unknown)
		return false;
	for (uint32_t i = 0; i < state->columns.count; i++) {
		const Field *field = state->columns.items[i], *other = field->column ? column_of(database, field->column) : NULL;
		const char *type, *other_type;

		if (!field->column)
			continue;
		if (!other) {
			tell(lowering, mv_arena_format(lowering->arena, "the state has a column '%s' in '%s' that the database does not get", field->column,
						       state->table));
			return true;
		}
		type = mv_django_db_type(lowering, said, field, &reason);
		other_type = mv_django_db_type(lowering, made, other, &reason);
		if ((type && other_type && strcmp(type, other_type) != 0) || field->null != other->null) {
			tell(lowering,
			     mv_arena_format(lowering->arena, "the column '%s' of '%s' becomes '%s%s' in the database, and '%s%s' in the state",
					     field->column, state->table, other_type ? other_type : "?", other->null ? "" : " NOT NULL", type ? type : "?",
					     field->null ? "" : " NOT NULL"));
			return true;
		}
	}
	for (uint32_t i = 0; i < database->columns.count; i++) {
		const Field *field = database->columns.items[i];

		if (!field->column || column_of(state, field->column))
			continue;
		if (!was || !column_of(was, field->column)) {
			tell(lowering, mv_arena_format(lowering->arena, "the database has a column '%s' in '%s' that the state does not get", field->column,
						       database->table));
			return true;
		}
		if (tell_required_column(lowering, database, field))
			return true;
	}
	return false;
}

void mv_django_compare_states(Lowering *lowering, const struct ValueList *operations, const State *database, const State *state, Moment before)
{
	const struct ValueList *said = mv_value_items(mv_call_argument(lowering->operation, 1, "state_operations"));
	Map made_tables, said_tables;

	if (!said || !is_comparable(operations) || !is_comparable(said))
		return;
	collect(lowering, database, &made_tables);
	collect(lowering, state, &said_tables);
	for (uint32_t i = 0; i < said_tables.count; i++) {
		const char *table = said_tables.entries[i].key;
		const Model *model = said_tables.entries[i].value, *other = mv_map_get(&made_tables, table);

		/* of no concern here */
		if (mv_django_model(before, model->key) == model && other == model)
			continue;
		if (!other) {
			tell(lowering, mv_arena_format(lowering->arena, "the state has a table '%s' that the database does not get", table));
			return;
		}
		if (other != model && compare_columns(lowering, mv_django_model(before, other->key), other, model, mv_django_now(database), mv_django_now(state)))
			return;
	}
	for (uint32_t i = 0; i < made_tables.count; i++) {
		const Model *model = made_tables.entries[i].value;

		/* a model that the state lets go of is dropped later, or another app's state takes its table */
		if (!mv_map_get(&said_tables, made_tables.entries[i].key) && !mv_django_model(before, model->key)) {
			tell(lowering, mv_arena_format(lowering->arena, "the database has a table '%s' that the state does not get", made_tables.entries[i].key));
			return;
		}
	}
}
