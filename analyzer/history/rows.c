/* rows.c: objects of the schema as rows of the history's tables. The order of cells is that of tables.c. */
#include "private.h"

#include <string.h>

static void put(Row *row, Cell cell)
{
	if (row->count < MV_STORE_CELLS)
		row->cells[row->count++] = cell;
}

/* id, [table_id,] project, schema, [table,] name */
static Row row_for(const History *history, StoreTable table, uint32_t id, const Table *owner, const char *schema, const char *name)
{
	Row row = { .table = table, .owner = owner ? owner->object.id : 0 };

	put(&row, cell_number(history->now->things_base + id));
	if (owner)
		put(&row, cell_number(history->now->things_base + owner->object.id));
	put(&row, cell_text(history->now->path));
	put(&row, cell_text(schema));
	if (owner)
		put(&row, cell_text(owner->object.name));
	put(&row, cell_text(name));
	return row;
}

static Cell comment_of(const Schema *schema, uint32_t id)
{
	const char *comment = mv_schema_annotation(schema, id)->comment;

	return cell_text(comment && *comment ? comment : NULL);
}

static Cell expression_cell(History *history, const Expression *expression)
{
	return cell_text(expression ? mv_expr_format(expression, history->scratch) : NULL);
}

static Cell joined(History *history, const char *const *names, uint32_t count)
{
	StrBuf text = { 0 };
	const char *copy;

	for (uint32_t i = 0; i < count; i++)
		mv_buf_addf(&text, "%s%s", i ? "," : "", names[i] ? names[i] : "*");
	copy = count ? mv_buf_to_arena(&text, history->scratch) : NULL;
	mv_buf_release(&text);
	return cell_text(copy);
}

static void column_row(History *history, const Schema *schema, const Table *table, uint32_t number, RowVisit *visit, void *data)
{
	const Column *column = table->columns.items[number];
	Row row = row_for(history, STORE_COLUMNS, column->id, table, table->object.schema, column->name);

	put(&row, cell_number(number + 1));
	put(&row, cell_text(column->type ? mv_type_format(column->type, history->scratch) : NULL));
	put(&row, cell_tri(column->not_null));
	put(&row, expression_cell(history, column->default_value));
	put(&row, cell_text(mv_identity_name(column->identity)));
	put(&row, cell_text(mv_generated_name(column->generated)));
	put(&row, comment_of(schema, column->id));
	visit(history, column->id, &row, data);
}

static void constraint_row(History *history, const Constraint *constraint, RowVisit *visit, void *data)
{
	bool foreign = constraint->kind == CONSTRAINT_FOREIGN_KEY;
	const Table *referenced = constraint->referenced;
	const QName *written = foreign && constraint->def ? &constraint->def->referenced : NULL;
	Row row = row_for(history, STORE_CONSTRAINTS, constraint->id, constraint->table, constraint->table->object.schema, constraint->name);

	put(&row, cell_text(mv_constraint_kind_name(constraint->kind)));
	put(&row, joined(history, constraint->columns.items, constraint->columns.count));
	put(&row, expression_cell(history, constraint->expression));
	put(&row, cell_text(referenced ? referenced->object.schema : written ? written->schema : NULL));
	put(&row, cell_text(referenced ? referenced->object.name : written ? written->name : NULL));
	put(&row, joined(history, constraint->referenced_columns.items, constraint->referenced_columns.count));
	put(&row, cell_text(foreign ? mv_fk_action_name(constraint->on_delete) : NULL));
	put(&row, cell_text(foreign ? mv_fk_action_name(constraint->on_update) : NULL));
	put(&row, cell_number(constraint->valid));
	put(&row, cell_number(constraint->deferrable));
	visit(history, constraint->id, &row, data);
}

static void index_row(History *history, const TableIndex *index, RowVisit *visit, void *data)
{
	const char **keys = MV_NEW_ARRAY(history->scratch, const char *, index->keys.count);
	Row row = row_for(history, STORE_INDEXES, index->object.id, index->table, index->object.schema, index->object.name);

	for (uint32_t i = 0; i < index->keys.count; i++)
		keys[i] = index->keys.items[i].column;
	put(&row, cell_number(index->unique));
	put(&row, cell_number(index->valid));
	put(&row, cell_text(index->access_method));
	put(&row, joined(history, keys, index->keys.count));
	put(&row, joined(history, index->including.items, index->including.count));
	put(&row, expression_cell(history, index->predicate));
	put(&row, cell_text(index->constraint ? index->constraint->name : NULL));
	put(&row, cell_number(index->concurrently));
	visit(history, index->object.id, &row, data);
}

/* Most changes are about one part, and tables are wide. */
static bool is_touched(const History *history, const Touch *touch, uint32_t id, const char *name)
{
	return touch->all || (touch->name && mv_streq(touch->name, name)) || !mv_versions_has(history, id);
}

/* Columns and indexes may be many. Names of columns are unique, and new ones stand last. */
static void touched_columns(History *history, const Schema *schema, const Table *table, const Touch *touch, RowVisit *visit, void *data)
{
	uint32_t fresh = touch->all ? 0 : table->columns.count;

	while (fresh > 0 && !mv_versions_has(history, table->columns.items[fresh - 1]->id))
		fresh--;
	for (uint32_t i = 0; touch->name && i < fresh; i++) {
		if (mv_streq(table->columns.items[i]->name, touch->name)) {
			column_row(history, schema, table, i, visit, data);
			break;
		}
	}
	for (uint32_t i = fresh; i < table->columns.count; i++)
		column_row(history, schema, table, i, visit, data);
}

static void touched_indexes(History *history, const Table *table, const Touch *touch, RowVisit *visit, void *data)
{
	uint32_t fresh = touch->all ? 0 : table->indexes.count;

	while (fresh > 0 && !mv_versions_has(history, table->indexes.items[fresh - 1]->object.id))
		fresh--;
	for (uint32_t i = fresh; i < table->indexes.count; i++)
		index_row(history, table->indexes.items[i], visit, data);
}

static void parts_of_table(History *history, const Schema *schema, const Table *table, const Touch *touch, RowVisit *visit, void *data)
{
	touched_columns(history, schema, table, touch, visit, data);
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		if (is_touched(history, touch, table->constraints.items[i]->id, table->constraints.items[i]->name))
			constraint_row(history, table->constraints.items[i], visit, data);
	}
	touched_indexes(history, table, touch, visit, data);
	for (uint32_t i = 0; i < table->triggers.count; i++) {
		const Trigger *trigger = (const Trigger *)table->triggers.items[i];
		Row row;

		if (!is_touched(history, touch, trigger->object.id, trigger->object.name))
			continue;
		row = row_for(history, STORE_TRIGGERS, trigger->object.id, table, table->object.schema, trigger->object.name);
		put(&row, cell_text(trigger->def ? trigger->def->timing : NULL));
		put(&row, cell_text(trigger->def ? trigger->def->function.name : NULL));
		put(&row, cell_number(trigger->enabled));
		visit(history, trigger->object.id, &row, data);
	}
	for (uint32_t i = 0; i < table->policies.count; i++) {
		const Policy *policy = (const Policy *)table->policies.items[i];
		Row row;

		if (!is_touched(history, touch, policy->object.id, policy->object.name))
			continue;
		row = row_for(history, STORE_POLICIES, policy->object.id, table, table->object.schema, policy->object.name);
		put(&row, cell_text(policy->def ? policy->def->command : NULL));
		visit(history, policy->object.id, &row, data);
	}
}

static void table_row(History *history, const Schema *schema, const Table *table, const Touch *touch, RowVisit *visit, void *data)
{
	Row row;

	if (!touch->all && !touch->own && mv_versions_has(history, table->object.id)) {
		parts_of_table(history, schema, table, touch, visit, data);
		return;
	}
	row = row_for(history, STORE_TABLES, table->object.id, NULL, table->object.schema, table->object.name);
	put(&row, cell_text(mv_object_kind_name(table->object.kind)));
	put(&row, cell_text(mv_persistence_name(table->persistence)));
	put(&row, cell_number(table->partition_by != PARTITION_NONE));
	put(&row, cell_number(table->bound != NULL));
	put(&row, cell_number(table->row_security));
	put(&row, comment_of(schema, table->object.id));
	put(&row, cell_number(table->object.incomplete));
	visit(history, table->object.id, &row, data);
	parts_of_table(history, schema, table, touch, visit, data);
}

static void view_row(History *history, const Schema *schema, const Table *view, const Touch *touch, RowVisit *visit, void *data)
{
	const char **names = MV_NEW_ARRAY(history->scratch, const char *, view->reads.count);
	Row row = row_for(history, STORE_VIEWS, view->object.id, NULL, view->object.schema, view->object.name);

	for (uint32_t i = 0; i < view->reads.count; i++)
		names[i] = mv_arena_format(history->scratch, "%s.%s", view->reads.items[i]->object.schema, view->reads.items[i]->object.name);
	put(&row, cell_text(mv_object_kind_name(view->object.kind)));
	put(&row, joined(history, names, view->reads.count));
	visit(history, view->object.id, &row, data);
	parts_of_table(history, schema, view, touch, visit, data);
}

static void sequence_row(History *history, const Sequence *sequence, RowVisit *visit, void *data)
{
	Row row = row_for(history, STORE_SEQUENCES, sequence->object.id, NULL, sequence->object.schema, sequence->object.name);

	row.owner = sequence->owner_table ? sequence->owner_table->object.id : 0;
	put(&row, cell_text(sequence->owner_table ? mv_arena_format(history->scratch, "%s.%s.%s", sequence->owner_table->object.schema,
								    sequence->owner_table->object.name, sequence->owner_column) :
						    NULL));
	visit(history, sequence->object.id, &row, data);
}

void mv_rows_of_relation(History *history, const Schema *schema, const Object *relation, const Touch *touch, RowVisit *visit, void *data)
{
	switch ((int)relation->kind) {
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
		table_row(history, schema, (const Table *)relation, touch, visit, data);
		break;
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
		view_row(history, schema, (const Table *)relation, touch, visit, data);
		break;
	case OBJ_SEQUENCE:
		sequence_row(history, (const Sequence *)relation, visit, data);
		break;
	}
}

void mv_rows_of_type(History *history, const Object *type, RowVisit *visit, void *data)
{
	const EnumType *labels = (const EnumType *)type;
	Row row;

	if (type->kind != OBJ_ENUM)
		return;
	row = row_for(history, STORE_ENUMS, type->id, NULL, type->schema, type->name);
	put(&row, joined(history, labels->labels.items, labels->labels.count));
	visit(history, type->id, &row, data);
}

void mv_rows_of_function(History *history, const Function *function, RowVisit *visit, void *data)
{
	Row row = row_for(history, STORE_FUNCTIONS, function->object.id, NULL, function->object.schema, function->object.name);

	put(&row, cell_text(function->arguments));
	put(&row, cell_text(mv_object_kind_name(function->object.kind)));
	put(&row, cell_text(function->def ? function->def->language : NULL));
	put(&row, cell_number(function->def && function->def->security_definer));
	visit(history, function->object.id, &row, data);
}
