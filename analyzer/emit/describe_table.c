/* describe_table.c: tables and views with all their parts, as JSON or YAML. */
#include "describe.h"

#include <stdlib.h>
#include <string.h>

void mv_describe_column(Describe *describe, const Column *column)
{
	Writer *writer = &describe->writer;

	mv_write_object(writer, NULL);
	mv_write_text(writer, "name", column->name);
	mv_describe_type(describe, "type", column->type);
	mv_write_text(writer, "collation", column->collation);
	if (column->not_null != TRI_UNKNOWN)
		mv_write_flag(writer, "not_null", column->not_null == TRI_YES);
	mv_describe_expression(describe, "default", column->default_value);
	if (column->default_unknown)
		mv_write_flag(writer, "default_unknown", true);
	mv_write_text(writer, "identity", mv_identity_name(column->identity));
	mv_write_text(writer, "generated", mv_generated_name(column->generated));
	mv_describe_expression(describe, "generation", column->generation);
	mv_write_text(writer, "storage", column->storage);
	mv_write_text(writer, "compression", column->compression);
	mv_write_text(writer, "statistics", column->statistics);
	mv_describe_options(describe, "options", &column->options);
	if (column->inherited)
		mv_write_flag(writer, "inherited", true);
	mv_describe_said(describe, column->id);
	mv_describe_born(describe, &column->birth);
	if (column->maybe)
		mv_write_flag(writer, "maybe", true);
	mv_write_end(writer);
}

static void write_keys(Describe *describe, const char *key, const IndexKeyVec *keys)
{
	mv_write_list(&describe->writer, key);
	for (uint32_t i = 0; i < keys->count; i++) {
		StrBuf text = { 0 };

		mv_emit_key(&describe->emit, &text, &keys->items[i], true);
		mv_write_text(&describe->writer, NULL, text.ptr ? text.ptr : "?");
		mv_buf_release(&text);
	}
	mv_write_end(&describe->writer);
}

void mv_describe_constraint(Describe *describe, const Constraint *constraint)
{
	Writer *writer = &describe->writer;

	mv_write_object(writer, NULL);
	mv_write_text(writer, "name", constraint->name);
	mv_write_text(writer, "kind", mv_constraint_kind_name(constraint->kind));
	mv_describe_names(describe, "columns", constraint->columns.items, constraint->columns.count);
	mv_describe_expression(describe, "expression", constraint->expression);
	if (constraint->kind == CONSTRAINT_FOREIGN_KEY) {
		mv_describe_reference(describe, "references", constraint->referenced ? &constraint->referenced->object : NULL);
		mv_describe_names(describe, "referenced_columns", constraint->referenced_columns.items, constraint->referenced_columns.count);
		mv_write_text(writer, "on_delete", mv_fk_action_name(constraint->on_delete));
		mv_write_text(writer, "on_update", mv_fk_action_name(constraint->on_update));
	}
	mv_write_text(writer, "index", constraint->index ? constraint->index->object.name : NULL);
	mv_write_flag(writer, "valid", constraint->valid);
	if (!constraint->enforced)
		mv_write_flag(writer, "enforced", false);
	if (constraint->no_inherit)
		mv_write_flag(writer, "no_inherit", true);
	if (constraint->deferrable)
		mv_write_text(writer, "deferrable", constraint->initially_deferred ? "initially deferred" : "initially immediate");
	if (constraint->nulls_not_distinct)
		mv_write_flag(writer, "nulls_not_distinct", true);
	if (constraint->inherited)
		mv_write_flag(writer, "inherited", true);
	mv_describe_said(describe, constraint->id);
	mv_describe_born(describe, &constraint->birth);
	if (constraint->maybe)
		mv_write_flag(writer, "maybe", true);
	mv_write_end(writer);
}

static void write_index(Describe *describe, const TableIndex *index)
{
	Writer *writer = &describe->writer;

	mv_describe_begin(describe, NULL, &index->object);
	mv_write_flag(writer, "unique", index->unique);
	mv_write_flag(writer, "valid", index->valid);
	mv_write_text(writer, "method", index->access_method);
	write_keys(describe, "keys", &index->keys);
	mv_describe_names(describe, "including", index->including.items, index->including.count);
	mv_describe_expression(describe, "predicate", index->predicate);
	if (index->nulls_not_distinct)
		mv_write_flag(writer, "nulls_not_distinct", true);
	mv_write_text(writer, "constraint", index->constraint ? index->constraint->name : NULL);
	mv_describe_reference(describe, "partition_of", index->parent ? &index->parent->object : NULL);
	mv_describe_options(describe, "options", &index->options);
	mv_write_text(writer, "tablespace", index->tablespace);
	if (index->clustered)
		mv_write_flag(writer, "clustered", true);
	if (index->replica_identity)
		mv_write_flag(writer, "replica_identity", true);
	mv_write_end(writer);
}

static void write_trigger(Describe *describe, const Object *object)
{
	const Trigger *trigger = (const Trigger *)object;
	const CreateTrigger *def = trigger->def;
	Writer *writer = &describe->writer;

	mv_describe_begin(describe, NULL, object);
	mv_write_text(writer, "timing", def->timing);
	mv_write_list(writer, "events");
	if (def->on_insert)
		mv_write_text(writer, NULL, "insert");
	if (def->on_update)
		mv_write_text(writer, NULL, "update");
	if (def->on_delete)
		mv_write_text(writer, NULL, "delete");
	if (def->on_truncate)
		mv_write_text(writer, NULL, "truncate");
	mv_write_end(writer);
	mv_describe_names(describe, "columns", trigger->update_columns.items, trigger->update_columns.count);
	mv_write_flag(writer, "row", def->row);
	mv_describe_expression(describe, "when", trigger->when);
	if (trigger->function)
		mv_describe_reference(describe, "function", &trigger->function->object);
	else
		mv_write_text(writer, "function", def->function.name);
	mv_write_text(writer, "fires", trigger->enabled ? trigger->fires : "disabled");
	mv_write_end(writer);
}

static void write_policy(Describe *describe, const Object *object)
{
	const PolicyChange *def = ((const Policy *)object)->def;
	Writer *writer = &describe->writer;

	mv_describe_begin(describe, NULL, object);
	mv_write_flag(writer, "permissive", def->permissive);
	mv_write_text(writer, "command", def->command);
	mv_write_list(writer, "roles");
	for (uint32_t i = 0; i < def->roles.count; i++)
		mv_write_text(writer, NULL, def->roles.items[i].text);
	mv_write_end(writer);
	mv_describe_expression(describe, "using", def->using_expr);
	mv_describe_expression(describe, "check", def->check_expr);
	mv_write_end(writer);
}

static void write_rule(Describe *describe, const Object *object)
{
	const RewriteRule *rule = (const RewriteRule *)object;
	Writer *writer = &describe->writer;

	mv_describe_begin(describe, NULL, object);
	mv_write_text(writer, "event", rule->def->event ? rule->def->event : "select");
	mv_write_flag(writer, "instead", rule->def->instead);
	mv_describe_expression(describe, "condition", rule->condition);
	mv_write_list(writer, "actions");
	for (uint32_t i = 0; i < rule->def->actions.count; i++)
		mv_describe_query(describe, NULL, rule->def->actions.items[i], i < rule->bindings.count ? rule->bindings.items[i] : NULL);
	mv_write_end(writer);
	mv_write_text(writer, "fires", rule->enabled);
	mv_write_end(writer);
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(const Object *const *)a)->name, (*(const Object *const *)b)->name);
}

static int by_constraint_name(const void *a, const void *b)
{
	return strcmp((*(const Constraint *const *)a)->name, (*(const Constraint *const *)b)->name);
}

static void write_parts(Describe *describe, const char *key, Object *const *items, uint32_t count, void (*write)(Describe *, const Object *))
{
	const Object **sorted = MV_NEW_ARRAY(describe->emit.arena, const Object *, count);

	for (uint32_t i = 0; i < count; i++)
		sorted[i] = items[i];
	if (count)
		qsort(sorted, count, sizeof *sorted, by_name);
	mv_write_list(&describe->writer, key);
	for (uint32_t i = 0; i < count; i++)
		write(describe, sorted[i]);
	mv_write_end(&describe->writer);
}

static void index_object(Describe *describe, const Object *object)
{
	write_index(describe, (const TableIndex *)object);
}

static void write_constraints(Describe *describe, const Table *table)
{
	uint32_t count = table->constraints.count;
	const Constraint **sorted = MV_NEW_ARRAY(describe->emit.arena, const Constraint *, count);

	for (uint32_t i = 0; i < count; i++)
		sorted[i] = table->constraints.items[i];
	if (count)
		qsort(sorted, count, sizeof *sorted, by_constraint_name);
	mv_write_list(&describe->writer, "constraints");
	for (uint32_t i = 0; i < count; i++)
		mv_describe_constraint(describe, sorted[i]);
	mv_write_end(&describe->writer);
}

static void write_values(Describe *describe, const char *key, Expression *const *values, uint32_t count)
{
	if (!count)
		return;
	mv_write_list(&describe->writer, key);
	for (uint32_t i = 0; i < count; i++)
		mv_write_text(&describe->writer, NULL, mv_expr_format(values[i], describe->emit.arena));
	mv_write_end(&describe->writer);
}

static void write_bound(Describe *describe, const PartitionBound *bound)
{
	Writer *writer = &describe->writer;

	if (!bound)
		return;
	mv_write_object(writer, "bound");
	if (bound->is_default)
		mv_write_flag(writer, "default", true);
	write_values(describe, "in", bound->list.items, bound->list.count);
	write_values(describe, "from", bound->from.items, bound->from.count);
	write_values(describe, "to", bound->to.items, bound->to.count);
	if (bound->strategy == PARTITION_HASH) {
		mv_write_number(writer, "modulus", bound->modulus);
		mv_write_number(writer, "remainder", bound->remainder);
	}
	mv_write_end(writer);
}

static void write_relatives(Describe *describe, const Table *table)
{
	static const char *const strategies[] = { NULL, "list", "range", "hash" };
	Writer *writer = &describe->writer;

	if (table->partition_by != PARTITION_NONE) {
		mv_write_object(writer, "partition_by");
		mv_write_text(writer, "strategy", strategies[table->partition_by]);
		write_keys(describe, "keys", &table->partition_keys);
		mv_write_end(writer);
	}
	if (table->parents.count) {
		mv_write_list(writer, table->bound ? "partition_of" : "inherits");
		for (uint32_t i = 0; i < table->parents.count; i++)
			mv_describe_reference(describe, NULL, &table->parents.items[i]->object);
		mv_write_end(writer);
	}
	write_bound(describe, table->bound);
}

static void write_uses(Describe *describe, const Table *view)
{
	Writer *writer = &describe->writer;

	mv_write_list(writer, "uses");
	for (uint32_t i = 0; i < view->uses.count; i++) {
		const ViewUse *use = &view->uses.items[i];

		mv_write_object(writer, NULL);
		mv_describe_reference(describe, "relation", &use->table->object);
		mv_describe_names(describe, "columns", use->columns.items, use->columns.count);
		mv_write_end(writer);
	}
	mv_write_end(writer);
}

void mv_describe_relation(Describe *describe, const Table *table)
{
	static const char *const persistence[] = { NULL, "unlogged", "temporary" };
	bool is_view = table->object.kind == OBJ_VIEW || table->object.kind == OBJ_MATERIALIZED_VIEW;
	Writer *writer = &describe->writer;

	mv_describe_begin(describe, NULL, &table->object);
	mv_write_text(writer, "persistence", persistence[table->persistence]);
	mv_describe_query(describe, "query", is_view ? table->query : NULL, table->bindings);
	if (table->type_name)
		mv_write_text(writer, "of_type", mv_arena_format(describe->emit.arena, "%s.%s", table->type_schema, table->type_name));
	write_relatives(describe, table);
	mv_write_text(writer, "server", table->server);
	mv_describe_options(describe, "options", &table->options);
	mv_write_text(writer, "access_method", table->access_method);
	mv_write_text(writer, "tablespace", table->tablespace);
	mv_write_text(writer, "replica_identity", table->replica_identity);
	if (table->row_security)
		mv_write_text(writer, "row_security", table->forced_row_security ? "forced" : "enabled");
	if (table->object.kind == OBJ_MATERIALIZED_VIEW)
		mv_write_flag(writer, "populated", table->populated);
	if (is_view)
		write_uses(describe, table);
	mv_write_list(writer, "columns");
	for (uint32_t i = 0; i < table->columns.count; i++)
		mv_describe_column(describe, table->columns.items[i]);
	mv_write_end(writer);
	write_constraints(describe, table);
	/* an index starts with its Object */
	write_parts(describe, "indexes", (Object *const *)(void *)table->indexes.items, table->indexes.count, index_object);
	write_parts(describe, "triggers", table->triggers.items, table->triggers.count, write_trigger);
	write_parts(describe, "policies", table->policies.items, table->policies.count, write_policy);
	write_parts(describe, "rules", table->rules.items, table->rules.count, write_rule);
	mv_write_end(writer);
}
