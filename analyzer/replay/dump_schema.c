/* dump_schema.c: the model as sorted, stable text: `migvet dump schema` and the goldens of tests/replay. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

typedef struct Dump {
	StrBuf *out;
	Arena *scratch;
	const Schema *schema;
} Dump;

typedef VEC(const Object *) ObjectVec;

static int by_name(const void *a, const void *b)
{
	const Object *left = *(const Object *const *)a, *right = *(const Object *const *)b;
	int order = strcmp(left->schema ? left->schema : "", right->schema ? right->schema : "");

	if (!order)
		order = strcmp(left->name, right->name);
	return order ? order : (int)left->kind - (int)right->kind;
}

static ObjectVec sorted(const Dump *dump, const Map *map)
{
	ObjectVec objects = { 0 };

	for (uint32_t i = 0; i < map->count; i++) {
		if (map->entries[i].value)
			*VEC_PUSH(dump->scratch, &objects) = map->entries[i].value;
	}
	if (objects.count)
		qsort(objects.items, objects.count, sizeof *objects.items, by_name);
	return objects;
}

static void names(StrBuf *out, const char *const *items, uint32_t count)
{
	mv_buf_addc(out, '(');
	for (uint32_t i = 0; i < count; i++)
		mv_buf_addf(out, "%s%s", i ? ", " : "", items[i] ? items[i] : "?");
	mv_buf_addc(out, ')');
}

static void expression(const Dump *dump, const Expression *value)
{
	mv_buf_adds(dump->out, value ? mv_expr_format(value, dump->scratch) : "?");
}

static void state(StrBuf *out, const Object *object)
{
	if (object->incomplete)
		mv_buf_adds(out, " incomplete");
	if (object->maybe)
		mv_buf_adds(out, " maybe");
	if (object->extension)
		mv_buf_addf(out, " of extension %s", object->extension);
}

/* ---- tables ---- */

static void column(const Dump *dump, const Column *item)
{
	StrBuf *out = dump->out;

	mv_buf_addf(out, "    %s %s", item->name, item->type ? mv_type_format(item->type, dump->scratch) : "?");
	if (item->collation)
		mv_buf_addf(out, " collate %s", item->collation);
	if (item->not_null == TRI_YES)
		mv_buf_adds(out, " not null");
	else if (item->not_null == TRI_UNKNOWN)
		mv_buf_adds(out, " null?");
	if (item->default_value) {
		mv_buf_adds(out, " default ");
		expression(dump, item->default_value);
	}
	if (item->default_unknown)
		mv_buf_adds(out, " default?");
	if (item->identity != IDENTITY_NONE)
		mv_buf_adds(out, item->identity == IDENTITY_ALWAYS ? " identity always" : " identity by default");
	if (item->generated != GENERATED_NONE) {
		mv_buf_adds(out, item->generated == GENERATED_STORED ? " stored " : " virtual ");
		expression(dump, item->generation);
	}
	mv_buf_adds(out, item->inherited ? " inherited" : "");
	mv_buf_adds(out, item->maybe ? " maybe\n" : "\n");
}

static void keys(const Dump *dump, const IndexKeyVec *items)
{
	StrBuf *out = dump->out;

	mv_buf_addc(out, '(');
	for (uint32_t i = 0; i < items->count; i++) {
		const IndexKey *key = &items->items[i];

		mv_buf_adds(out, i ? ", " : "");
		if (key->column)
			mv_buf_adds(out, key->column);
		else
			expression(dump, key->expression);
		if (key->collation)
			mv_buf_addf(out, " collate %s", key->collation);
		if (key->opclass)
			mv_buf_addf(out, " %s", key->opclass);
		mv_buf_adds(out, key->descending ? " desc" : "");
		if (key->nulls_given)
			mv_buf_adds(out, key->nulls_first ? " nulls first" : " nulls last");
		if (key->exclude_operator)
			mv_buf_addf(out, " with %s", key->exclude_operator);
	}
	mv_buf_addc(out, ')');
}

static void constraint(const Dump *dump, const Constraint *item)
{
	StrBuf *out = dump->out;

	mv_buf_addf(out, "    constraint %s %s ", item->name, mv_constraint_kind_name(item->kind));
	if (item->kind == CONSTRAINT_EXCLUSION && item->index)
		keys(dump, &item->index->keys);
	else
		names(out, item->columns.items, item->columns.count);
	if (item->kind == CONSTRAINT_CHECK) {
		mv_buf_addc(out, ' ');
		expression(dump, item->expression);
	}
	if (item->kind == CONSTRAINT_FOREIGN_KEY) {
		mv_buf_adds(out, " references ");
		if (item->referenced)
			mv_buf_addf(out, "%s.%s", item->referenced->object.schema, item->referenced->object.name);
		else
			mv_buf_adds(out, "?");
		names(out, item->referenced_columns.items, item->referenced_columns.count);
		if (item->on_delete != FK_NO_ACTION)
			mv_buf_addf(out, " on delete %s", mv_fk_action_name(item->on_delete));
		if (item->on_update != FK_NO_ACTION)
			mv_buf_addf(out, " on update %s", mv_fk_action_name(item->on_update));
	}
	if (item->index)
		mv_buf_addf(out, " index %s", item->index->object.name);
	mv_buf_adds(out, item->nulls_not_distinct ? " nulls not distinct" : "");
	mv_buf_adds(out, item->deferrable ? " deferrable" : "");
	mv_buf_adds(out, item->initially_deferred ? " initially deferred" : "");
	mv_buf_adds(out, item->no_inherit ? " no inherit" : "");
	mv_buf_adds(out, item->enforced ? "" : " not enforced");
	mv_buf_adds(out, item->valid || !item->enforced ? "" : " not valid");
	mv_buf_adds(out, item->inherited ? " inherited" : "");
	mv_buf_adds(out, item->maybe ? " maybe\n" : "\n");
}

static void table_index(const Dump *dump, const TableIndex *item)
{
	StrBuf *out = dump->out;

	mv_buf_addf(out, "    index %s%s %s ", item->unique ? "unique " : "", item->object.name, item->access_method);
	keys(dump, &item->keys);
	if (item->including.count) {
		mv_buf_adds(out, " include ");
		names(out, item->including.items, item->including.count);
	}
	if (item->predicate) {
		mv_buf_adds(out, " where ");
		expression(dump, item->predicate);
	}
	if (item->parent)
		mv_buf_addf(out, " partition of %s", item->parent->object.name);
	mv_buf_adds(out, item->nulls_not_distinct ? " nulls not distinct" : "");
	mv_buf_adds(out, item->valid ? "" : " invalid");
	state(out, &item->object);
	mv_buf_addc(out, '\n');
}

static int by_constraint(const void *a, const void *b)
{
	return strcmp((*(const Constraint *const *)a)->name, (*(const Constraint *const *)b)->name);
}

static void table_parts(const Dump *dump, const Table *table)
{
	VEC(const Constraint *) constraints = { 0 };
	ObjectVec indexes = { 0 };

	for (uint32_t i = 0; i < table->columns.count; i++)
		column(dump, table->columns.items[i]);
	for (uint32_t i = 0; i < table->constraints.count; i++)
		*VEC_PUSH(dump->scratch, &constraints) = table->constraints.items[i];
	if (constraints.count)
		qsort(constraints.items, constraints.count, sizeof *constraints.items, by_constraint);
	for (uint32_t i = 0; i < constraints.count; i++)
		constraint(dump, constraints.items[i]);
	for (uint32_t i = 0; i < table->indexes.count; i++)
		*VEC_PUSH(dump->scratch, &indexes) = &table->indexes.items[i]->object;
	if (indexes.count)
		qsort(indexes.items, indexes.count, sizeof *indexes.items, by_name);
	for (uint32_t i = 0; i < indexes.count; i++)
		table_index(dump, (const TableIndex *)indexes.items[i]);
}

static void columns_or_none(StrBuf *out, const char *before, const char *const *items, uint32_t count)
{
	if (!count)
		return;
	mv_buf_adds(out, before);
	names(out, items, count);
}

static void attached(const Dump *dump, const Table *table)
{
	StrBuf *out = dump->out;
	ObjectVec parts = { 0 };

	for (uint32_t i = 0; i < table->triggers.count; i++)
		*VEC_PUSH(dump->scratch, &parts) = table->triggers.items[i];
	for (uint32_t i = 0; i < table->policies.count; i++)
		*VEC_PUSH(dump->scratch, &parts) = table->policies.items[i];
	for (uint32_t i = 0; i < table->rules.count; i++)
		*VEC_PUSH(dump->scratch, &parts) = table->rules.items[i];
	if (parts.count)
		qsort(parts.items, parts.count, sizeof *parts.items, by_name);
	for (uint32_t i = 0; i < parts.count; i++) {
		mv_buf_addf(out, "    %s %s", mv_object_kind_name(parts.items[i]->kind), parts.items[i]->name);
		if (parts.items[i]->kind == OBJ_TRIGGER) {
			const Trigger *trigger = (const Trigger *)parts.items[i];

			columns_or_none(out, " of ", trigger->update_columns.items, trigger->update_columns.count);
			mv_buf_addf(out, " executes %s", trigger->def->function.name ? trigger->def->function.name : "?");
			mv_buf_adds(out, trigger->enabled ? "" : " disabled");
		} else if (parts.items[i]->kind == OBJ_POLICY) {
			const Policy *policy = (const Policy *)parts.items[i];

			columns_or_none(out, " on ", policy->columns.items, policy->columns.count);
		}
		state(out, parts.items[i]);
		mv_buf_addc(out, '\n');
	}
	for (uint32_t i = 0; i < table->uses.count; i++) {
		const ViewUse *use = &table->uses.items[i];

		mv_buf_addf(out, "    uses %s.%s", use->table->object.schema, use->table->object.name);
		columns_or_none(out, "", use->columns.items, use->columns.count);
		mv_buf_adds(out, use->more_columns ? " and more\n" : "\n");
	}
}

static void relation(const Dump *dump, const Object *object)
{
	static const char *const partition_words[] = { "", "list", "range", "hash" };
	StrBuf *out = dump->out;
	const Table *table = (const Table *)object;

	mv_buf_addf(out, "%s %s.%s", mv_object_kind_name(object->kind), object->schema, object->name);
	if (table->persistence == PERSISTENCE_UNLOGGED)
		mv_buf_adds(out, " unlogged");
	if (table->type_name)
		mv_buf_addf(out, " of %s.%s", table->type_schema, table->type_name);
	if (table->partition_by != PARTITION_NONE) {
		mv_buf_addf(out, " partition by %s ", partition_words[table->partition_by]);
		keys(dump, &table->partition_keys);
	}
	for (uint32_t i = 0; i < table->parents.count; i++)
		mv_buf_addf(out, " %s %s.%s%s", table->bound ? "partition of" : "inherits", table->parents.items[i]->object.schema,
			    table->parents.items[i]->object.name, table->bound && table->bound->is_default ? " default" : "");
	mv_buf_adds(out, table->row_security ? " row security" : "");
	mv_buf_adds(out, object->kind == OBJ_MATERIALIZED_VIEW && !table->populated ? " not populated" : "");
	state(out, object);
	mv_buf_addc(out, '\n');
	table_parts(dump, table);
	attached(dump, table);
}

static void sequence(const Dump *dump, const Sequence *item)
{
	mv_buf_addf(dump->out, "sequence %s.%s", item->object.schema, item->object.name);
	if (item->owner_table)
		mv_buf_addf(dump->out, " owned by %s.%s.%s%s", item->owner_table->object.schema, item->owner_table->object.name,
			    item->owner_column, item->identity ? " identity" : "");
	state(dump->out, &item->object);
	mv_buf_addc(dump->out, '\n');
}

/* ---- types and the rest ---- */

static void type(const Dump *dump, const Object *object)
{
	StrBuf *out = dump->out;

	mv_buf_addf(out, "%s %s.%s",
		    object->kind == OBJ_ENUM ? "enum" : object->kind == OBJ_COMPOSITE ? "composite type" : mv_object_kind_name(object->kind),
		    object->schema, object->name);
	if (object->kind == OBJ_ENUM) {
		const EnumType *labels = (const EnumType *)object;

		mv_buf_addc(out, ' ');
		names(out, labels->labels.items, labels->labels.count);
	} else if (object->kind == OBJ_DOMAIN) {
		const Domain *domain = (const Domain *)object;

		mv_buf_addf(out, " %s%s", domain->base ? mv_type_format(domain->base, dump->scratch) : "?", domain->not_null ? " not null" : "");
		if (domain->default_value) {
			mv_buf_adds(out, " default ");
			expression(dump, domain->default_value);
		}
	}
	state(out, object);
	mv_buf_addc(out, '\n');
	if (object->kind == OBJ_DOMAIN) {
		for (uint32_t i = 0; i < ((const Domain *)object)->checks.count; i++)
			constraint(dump, ((const Domain *)object)->checks.items[i]);
	} else if (object->kind == OBJ_COMPOSITE) {
		for (uint32_t i = 0; i < ((const Composite *)object)->attributes.count; i++)
			column(dump, ((const Composite *)object)->attributes.items[i]);
	}
}

static void function(const Dump *dump, const Function *item)
{
	static const char *const words[] = { "", " immutable", " stable", " volatile" };

	mv_buf_addf(dump->out, "%s %s.%s(%s)%s", mv_object_kind_name(item->object.kind), item->object.schema, item->object.name,
		    item->arguments, words[item->volatility]);
	state(dump->out, &item->object);
	mv_buf_addc(dump->out, '\n');
}

static void plain(const Dump *dump, const Object *object)
{
	bool in_schema = object->schema && *object->schema && object->kind != OBJ_EXTENSION;

	mv_buf_addf(dump->out, "%s %s%s%s", mv_object_kind_name(object->kind), in_schema ? object->schema : "",
		    in_schema ? "." : "", object->name);
	state(dump->out, object);
	mv_buf_addc(dump->out, '\n');
}

void mv_schema_dump(const Schema *schema, StrBuf *out)
{
	Dump dump = { .out = out, .scratch = mv_arena_new(), .schema = schema };
	ObjectVec objects = sorted(&dump, &schema->schemas);

	for (uint32_t i = 0; i < objects.count; i++)
		plain(&dump, objects.items[i]);
	objects = sorted(&dump, &schema->extensions);
	for (uint32_t i = 0; i < objects.count; i++)
		plain(&dump, objects.items[i]);
	objects = sorted(&dump, &schema->types);
	for (uint32_t i = 0; i < objects.count; i++)
		type(&dump, objects.items[i]);
	objects = sorted(&dump, &schema->relations);
	for (uint32_t i = 0; i < objects.count; i++) {
		if (mv_model_is_table(objects.items[i]->kind))
			relation(&dump, objects.items[i]);
		else if (objects.items[i]->kind == OBJ_SEQUENCE)
			sequence(&dump, (const Sequence *)objects.items[i]);
		/* indexes stand with their tables */
	}
	objects = sorted(&dump, &schema->functions);
	for (uint32_t i = 0; i < objects.count; i++) {
		if (!objects.items[i]->extension)
			function(&dump, (const Function *)objects.items[i]);
	}
	objects = sorted(&dump, &schema->others);
	for (uint32_t i = 0; i < objects.count; i++) {
		if (!objects.items[i]->extension)
			plain(&dump, objects.items[i]);
	}
	if (schema->opaque_changes)
		mv_buf_adds(out, "opaque changes\n");
	mv_arena_free(dump.scratch);
}
