/* table.c: tables, foreign tables, views and materialized views, with columns, constraints and indexes. */
#include "diff.h"

#include "migvet/emit.h"

#include <string.h>

/* ---- columns ---- */

/* NULL is what a column has anyway, unless a domain gives it another default. */
static bool is_built_in(const Column *column) { return column->type && !column->type->object && !column->type->unknown; }

static const Expression *default_of(const Column *column)
{
	return mv_expression_is_null(column->default_value) ? NULL : column->default_value;
}

static bool has_null_default(const Column *column)
{
	return column->null_default || mv_expression_is_null(column->default_value);
}

/* "default" is what is there when nobody says anything. */
static const char *unless_default(const char *setting, const char *usual)
{
	return mv_streq(setting, "default") || mv_streq(setting, usual) ? NULL : setting;
}

static const char *collation_of(const Column *column)
{
	return column->collation && strncmp(column->collation, "pg_catalog.", 11) == 0 ? column->collation + 11 : column->collation;
}

static void compare_column(Diff *diff, const void *expected, const void *found)
{
	const Column *a = expected, *b = found;

	mv_diff_type(diff, "type", a->type, b->type);
	mv_diff_text(diff, "collation", collation_of(a), collation_of(b));
	if (a->not_null != TRI_UNKNOWN && b->not_null != TRI_UNKNOWN)
		mv_diff_flag(diff, "not null", a->not_null == TRI_YES, b->not_null == TRI_YES);
	/* that of a column that was renamed has the old one in it; before 18 it has none */
	if ((!diff->found->server_version || diff->found->server_version >= 18) && a->not_null == TRI_YES && b->not_null == TRI_YES && a->not_null_name && b->not_null_name && mv_streq(diff->left->name, diff->right->name))
		mv_diff_text(diff, "name of not null", a->not_null_name, b->not_null_name);
	if (!a->default_unknown && !b->default_unknown)
		mv_diff_expression(diff, "default", default_of(a), default_of(b));
	if (!is_built_in(a) && !is_built_in(b))
		mv_diff_flag(diff, "NULL as default", has_null_default(a), has_null_default(b));
	mv_diff_text(diff, "identity", mv_identity_name(a->identity), mv_identity_name(b->identity));
	mv_diff_text(diff, "generated", mv_generated_name(a->generated), mv_generated_name(b->generated));
	if (a->generated == b->generated)
		mv_diff_expression(diff, "generation", a->generation, b->generation);
	mv_diff_text(diff, "storage", unless_default(a->storage, NULL), unless_default(b->storage, NULL));
	mv_diff_text(diff, "compression", unless_default(a->compression, NULL), unless_default(b->compression, NULL));
	mv_diff_text(diff, "statistics target", a->statistics, b->statistics);
	mv_diff_options(diff, "options", &a->options, &b->options);
	mv_diff_options(diff, "foreign options", &a->fdw_options, &b->fdw_options);
	mv_diff_said(diff, OBJ_COLUMN, a->id, b->id, NULL, NULL);
}

static void list_columns(Diff *diff, const Object *owner, ObjectKind kind, Column *const *columns, uint32_t count, ThingVec *things)
{
	for (uint32_t i = 0; i < count; i++) {
		const Column *column = columns[i];

		*VEC_PUSH(diff->arena, things) = (Thing){ .kind = kind, .schema = owner->schema, .relation = owner->name,
							  .name = column->name, .birth = &column->birth, .item = column,
							  .maybe = column->maybe, .follows = column->inherited && !column->local };
	}
}

static bool has(Column *const *columns, uint32_t count, const char *name)
{
	for (uint32_t i = 0; i < count; i++) {
		if (mv_streq(columns[i]->name, name))
			return true;
	}
	return false;
}

/* Of those that both have. */
static const char *column_order(Diff *diff, Column *const *columns, uint32_t count, Column *const *others, uint32_t other_count)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < count; i++) {
		if (has(others, other_count, columns[i]->name))
			mv_buf_addf(&text, "%s%s", text.len ? ", " : "", columns[i]->name);
	}
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

/* In a child they stand as its parents got them, and when: that is no story of its own. */
static bool inherits(Column *const *columns, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (columns[i]->inherited)
			return true;
	}
	return false;
}

static void compare_order(Diff *diff, Column *const *expected, uint32_t expected_count, Column *const *found, uint32_t found_count)
{
	bool same = expected_count == found_count;
	uint32_t before = diff->out->count;

	for (uint32_t i = 0; same && i < expected_count; i++)
		same = mv_streq(expected[i]->name, found[i]->name);
	if (same || diff->trial || (inherits(expected, expected_count) && inherits(found, found_count)))
		return;
	mv_diff_text(diff, "order of columns", column_order(diff, expected, expected_count, found, found_count),
		     column_order(diff, found, found_count, expected, expected_count));
	if (diff->out->count > before)
		diff->out->items[before].physical = true;
}

void mv_diff_columns(Diff *diff, const Object *left, const Object *right, Column *const *expected, uint32_t expected_count,
		     Column *const *found, uint32_t found_count)
{
	ThingVec a = { 0 }, b = { 0 };
	ObjectKind kind = left->kind == OBJ_COMPOSITE ? OBJ_ATTRIBUTE : OBJ_COLUMN;

	list_columns(diff, left, kind, expected, expected_count, &a);
	/* under the expected name of the table: it may have been renamed */
	list_columns(diff, left, kind, found, found_count, &b);
	mv_diff_things(diff, &a, &b, left->incomplete || right->incomplete, compare_column);
	compare_order(diff, expected, expected_count, found, found_count);
}

/* ---- constraints ---- */

static const char *targets_of(Diff *diff, const TableIndex *index)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < index->statistics.count; i++)
		mv_buf_addf(&text, "%s%s: %s", i ? ", " : "", index->statistics.items[i].name, index->statistics.items[i].value);
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

static const char *comment_of(const Schema *schema, const TableIndex *index)
{
	const char *comment = mv_schema_annotation(schema, index->object.id)->comment;

	return comment && *comment ? comment : NULL;
}

static bool same_parents(const Table *a, const Table *b)
{
	if (a->parents.count != b->parents.count)
		return false;
	for (uint32_t i = 0; i < a->parents.count; i++) {
		if (!mv_streq(a->parents.items[i]->object.name, b->parents.items[i]->object.name))
			return false;
	}
	return true;
}

/* What an index has besides what it indexes: one of a constraint, too. */
static void compare_storage(Diff *diff, const TableIndex *a, const TableIndex *b, const char *comment)
{
	mv_diff_text(diff, "access method", a->access_method, b->access_method);
	mv_diff_names(diff, "included columns", a->including.items, a->including.count, b->including.items, b->including.count);
	mv_diff_expression(diff, "predicate", a->predicate, b->predicate);
	mv_diff_flag(diff, "valid index", a->valid, b->valid);
	mv_diff_flag(diff, "replica identity", a->replica_identity, b->replica_identity);
	mv_diff_flag(diff, "clustered", a->clustered, b->clustered);
	/* those of a partition that was attached or detached follow it */
	if (same_parents(a->table, b->table))
		mv_diff_reference(diff, "partition of", a->parent ? &a->parent->object : NULL, b->parent ? &b->parent->object : NULL);
	mv_diff_options(diff, "storage parameters", &a->options, &b->options);
	mv_diff_text(diff, "tablespace", a->tablespace, b->tablespace);
	mv_diff_text(diff, "statistics targets", targets_of(diff, a), targets_of(diff, b));
	mv_diff_text(diff, comment, comment_of(diff->expected, a), comment_of(diff->found, b));
}

/* They are called as when it was written; by position they are those of now. */
static const char *columns_set(Diff *diff, const Constraint *constraint)
{
	const ConstraintSpec *def = constraint->def;
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < def->on_delete_columns.count; i++) {
		const char *name = def->on_delete_columns.items[i].text;

		for (uint32_t c = 0; c < def->columns.count && c < constraint->columns.count; c++) {
			if (mv_streq(def->columns.items[c].text, name)) {
				name = constraint->columns.items[c];
				break;
			}
		}
		mv_buf_addf(&text, "%s%s", i ? ", " : "", name);
	}
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

static void compare_definitions(Diff *diff, const Constraint *left, const Constraint *right)
{
	const ConstraintSpec *a = left->def, *b = right->def;
	static const char *const matches[] = { "simple", "full", "partial" };

	mv_diff_text(diff, "match", matches[a->match], matches[b->match]);
	mv_diff_text(diff, "columns set on delete", columns_set(diff, left), columns_set(diff, right));
	mv_diff_flag(diff, "without overlaps", a->without_overlaps, b->without_overlaps);
	mv_diff_flag(diff, "period", a->period, b->period);
}

static const char *deferrable(const Constraint *constraint)
{
	return !constraint->deferrable ? "no" : constraint->initially_deferred ? "initially deferred" : "initially immediate";
}

void mv_diff_constraint(Diff *diff, const void *expected, const void *found)
{
	const Constraint *a = expected, *b = found;

	mv_diff_text(diff, "kind", mv_constraint_kind_name(a->kind), mv_constraint_kind_name(b->kind));
	if (a->kind != b->kind)
		return;
	/* the columns that a check mentions follow from its expression; those of an exclusion are keys */
	if (a->kind == CONSTRAINT_EXCLUSION && a->index && b->index)
		mv_diff_keys(diff, "keys", &a->index->keys, &b->index->keys);
	else if (a->kind != CONSTRAINT_CHECK)
		mv_diff_names(diff, "columns", a->columns.items, a->columns.count, b->columns.items, b->columns.count);
	mv_diff_expression(diff, "expression", a->expression, b->expression);
	if (a->referenced && b->referenced)
		mv_diff_reference(diff, "referenced table", &a->referenced->object, &b->referenced->object);
	if (a->referenced_columns.count && b->referenced_columns.count)
		mv_diff_names(diff, "referenced columns", a->referenced_columns.items, a->referenced_columns.count, b->referenced_columns.items,
			      b->referenced_columns.count);
	mv_diff_text(diff, "on delete", mv_fk_action_name(a->on_delete), mv_fk_action_name(b->on_delete));
	mv_diff_text(diff, "on update", mv_fk_action_name(a->on_update), mv_fk_action_name(b->on_update));
	mv_diff_flag(diff, "enforced", a->enforced, b->enforced);
	/* one that is not enforced is never valid */
	if (a->enforced == b->enforced)
		mv_diff_flag(diff, "valid", a->valid, b->valid);
	mv_diff_flag(diff, "no inherit", a->no_inherit, b->no_inherit);
	mv_diff_text(diff, "deferrable", deferrable(a), deferrable(b));
	mv_diff_flag(diff, "nulls not distinct", a->nulls_not_distinct, b->nulls_not_distinct);
	if (a->def && b->def && a->def != b->def)
		compare_definitions(diff, a, b);
	mv_diff_said(diff, OBJ_CONSTRAINT, a->id, b->id, NULL, NULL);
	if (a->index && b->index)
		compare_storage(diff, a->index, b->index, "comment of the index");
}

static void list_constraints(Diff *diff, const Object *owner, const Table *table, ThingVec *things)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];
		/* that the column is NOT NULL is said of the column */
		bool of_column = constraint->kind == CONSTRAINT_NOT_NULL;

		*VEC_PUSH(diff->arena, things) = (Thing){
			.kind = OBJ_CONSTRAINT, .schema = owner->schema, .relation = owner->name, .name = constraint->name,
			.birth = &constraint->birth, .item = constraint, .maybe = constraint->maybe,
			.follows = (constraint->inherited && !constraint->local) || of_column,
			.server_named = constraint->def && !constraint->def->name.text };
	}
}

/* ---- indexes ---- */

void mv_diff_index(Diff *diff, const void *expected, const void *found)
{
	const TableIndex *a = expected, *b = found;

	mv_diff_flag(diff, "unique", a->unique, b->unique);
	mv_diff_keys(diff, "keys", &a->keys, &b->keys);
	mv_diff_flag(diff, "nulls not distinct", a->nulls_not_distinct, b->nulls_not_distinct);
	compare_storage(diff, a, b, "comment");
}

static bool named_by_server(const TableIndex *index)
{
	const Change *change = index->object.birth.change;

	return change && change->kind == CHANGE_CREATE_INDEX && !change->as.index->name.text;
}

static void list_indexes(Diff *diff, const Object *owner, const Table *table, ThingVec *things)
{
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];

		/* compared with its constraint */
		if (index->constraint)
			continue;
		*VEC_PUSH(diff->arena, things) = (Thing){ .kind = OBJ_INDEX, .schema = owner->schema, .relation = owner->name,
							  .name = index->object.name, .birth = &index->object.birth, .item = index,
							  .maybe = index->object.maybe, .follows = index->parent != NULL,
							  .server_named = named_by_server(index) };
	}
}

/* ---- triggers, policies, rules ---- */

static void list_parts(Diff *diff, const Object *owner, Object *const *parts, uint32_t count, ThingVec *things)
{
	for (uint32_t i = 0; i < count; i++) {
		const Object *part = parts[i];

		*VEC_PUSH(diff->arena, things) = (Thing){ .kind = part->kind, .schema = owner->schema, .relation = owner->name,
							  .name = part->name, .birth = &part->birth, .item = part, .maybe = part->maybe,
							  .follows = part->kind == OBJ_TRIGGER && ((const Trigger *)part)->parent };
	}
}

static void compare_parts(Diff *diff, const Table *a, const Table *b)
{
	const Object *owner = &a->object;
	bool open = a->object.incomplete || b->object.incomplete;
	ThingVec left[5] = { { 0 } }, right[5] = { { 0 } };

	list_constraints(diff, owner, a, &left[0]);
	list_constraints(diff, owner, b, &right[0]);
	mv_diff_things(diff, &left[0], &right[0], open, mv_diff_constraint);
	list_indexes(diff, owner, a, &left[1]);
	list_indexes(diff, owner, b, &right[1]);
	mv_diff_things(diff, &left[1], &right[1], open, mv_diff_index);
	list_parts(diff, owner, a->triggers.items, a->triggers.count, &left[2]);
	list_parts(diff, owner, b->triggers.items, b->triggers.count, &right[2]);
	mv_diff_things(diff, &left[2], &right[2], open, mv_diff_trigger);
	list_parts(diff, owner, a->policies.items, a->policies.count, &left[3]);
	list_parts(diff, owner, b->policies.items, b->policies.count, &right[3]);
	mv_diff_things(diff, &left[3], &right[3], open, mv_diff_policy);
	list_parts(diff, owner, a->rules.items, a->rules.count, &left[4]);
	list_parts(diff, owner, b->rules.items, b->rules.count, &right[4]);
	mv_diff_things(diff, &left[4], &right[4], open, mv_diff_rule);
}

/* ---- the relation ---- */

static const char *row_security(const Table *table)
{
	return table->forced_row_security && table->row_security ? "forced" : table->row_security ? "enabled" :
	       table->forced_row_security ? "forced, not enabled" : "disabled";
}

static const char *parents_of(Diff *diff, const Schema *schema, const Table *table)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < table->parents.count; i++)
		mv_buf_addf(&text, "%s%s.%s", i ? ", " : "", table->parents.items[i]->object.schema, table->parents.items[i]->object.name);
	if (table->bound)
		mv_buf_addf(&text, " %s", mv_schema_bound_text(schema, table->bound, diff->arena));
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

static void compare_partitions(Diff *diff, const Table *a, const Table *b)
{
	static const char *const strategies[] = { NULL, "list", "range", "hash" };

	mv_diff_text(diff, "partitioned by", strategies[a->partition_by], strategies[b->partition_by]);
	mv_diff_keys(diff, "partition keys", &a->partition_keys, &b->partition_keys);
	if (a->parents.count == 1 && b->parents.count == 1)
		mv_diff_reference(diff, "parents", &a->parents.items[0]->object, &b->parents.items[0]->object);
	else
		mv_diff_text(diff, "parents", parents_of(diff, diff->expected, a), parents_of(diff, diff->found, b));
	if (a->bound != b->bound && a->bound && b->bound)
		mv_diff_bound(diff, "partition bound", a, b);

}

static const char *type_of(Diff *diff, const Table *table)
{
	return table->type_name ? mv_arena_format(diff->arena, "%s.%s", table->type_schema, table->type_name) : NULL;
}

/* A star stands for the columns in their order, and that order is physical. */
static bool differ_in_order_only(const Table *a, const Table *b)
{
	bool moved = false;

	if (!mv_streq(a->query->code->text, b->query->code->text) || a->columns.count != b->columns.count)
		return false;
	for (uint32_t i = 0; i < a->columns.count; i++) {
		if (!has(b->columns.items, b->columns.count, a->columns.items[i]->name))
			return false;
		moved |= !mv_streq(a->columns.items[i]->name, b->columns.items[i]->name);
	}
	/* the text has holes where labels of enums and names stand: those may be what differs */
	return moved;
}

/* Only views have one. */
static bool compare_queries(Diff *diff, const Table *a, const Table *b)
{
	uint32_t count = diff->count, before = diff->out->count;

	if ((a->object.kind == OBJ_VIEW || a->object.kind == OBJ_MATERIALIZED_VIEW) && a->query && b->query && a->query->code &&
	    b->query->code && a->query->code->text && b->query->code->text)
		mv_diff_sql(diff, "query", mv_schema_query_text(diff->expected, a->query, a->bindings, diff->arena),
			    mv_schema_query_text(diff->found, b->query, b->bindings, diff->arena));
	if (diff->out->count > before)
		diff->out->items[before].physical = differ_in_order_only(a, b);
	return diff->count == count;
}

void mv_diff_table(Diff *diff, const void *expected, const void *found)
{
	const Table *a = expected, *b = found;
	const Table *outer[2] = { diff->tables[0], diff->tables[1] };

	diff->tables[0] = a;
	diff->tables[1] = b;
	mv_diff_object(diff, &a->object, &b->object);
	mv_diff_text(diff, "persistence", mv_persistence_name(a->persistence), mv_persistence_name(b->persistence));
	mv_diff_options(diff, "options", &a->options, &b->options);
	compare_partitions(diff, a, b);
	mv_diff_text(diff, "type", type_of(diff, a), type_of(diff, b));
	mv_diff_text(diff, "row security", row_security(a), row_security(b));
	if (a->object.kind == OBJ_MATERIALIZED_VIEW)
		mv_diff_flag(diff, "populated", a->populated, b->populated);
	mv_diff_text(diff, "access method", unless_default(a->access_method, "heap"), unless_default(b->access_method, "heap"));
	mv_diff_text(diff, "tablespace", a->tablespace, b->tablespace);
	mv_diff_text(diff, "server", a->server, b->server);
	mv_diff_text(diff, "replica identity", a->replica_identity, b->replica_identity);
	/* another query has other columns: that is one difference */
	if (compare_queries(diff, a, b))
		mv_diff_columns(diff, &a->object, &b->object, a->columns.items, a->columns.count, b->columns.items, b->columns.count);
	compare_parts(diff, a, b);
	diff->tables[0] = outer[0];
	diff->tables[1] = outer[1];
}
