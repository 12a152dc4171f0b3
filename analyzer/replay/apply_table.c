/* apply_table.c: tables, views, indexes come to be. */
#include "replay_internal.h"

#include <string.h>

/*
 * Is the place of a new relation taken? Then the statement either does nothing
 * (IF NOT EXISTS) or fails; a relation that only may exist makes way.
 */
static bool is_taken(const Apply *apply, const QName *name, const char *namespace)
{
	const Object *object = mv_schema_relation(apply->schema, &(QName){ .schema = namespace, .name = name->name });

	return object && !object->maybe;
}

static const char *namespace_of_new(const Apply *apply, const QName *name, Persistence persistence)
{
	if (name->schema)
		return name->schema;
	return persistence == PERSISTENCE_TEMPORARY ? "pg_temp" : mv_schema_current(apply->schema);
}

/* ---- columns from elsewhere ---- */

static void copy_column(Apply *apply, Table *table, const Column *from, bool defaults, bool generated)
{
	Column *column;

	if (mv_table_column(table, from->name))
		return;
	column = MV_NEW(apply->schema->arena, Column);
	*column = *from;
	column->birth = apply->birth;
	column->maybe = apply->maybe;
	if (!defaults) {
		column->default_value = NULL;
		column->default_unknown = false;
	}
	if (!generated) {
		column->generated = GENERATED_NONE;
		column->generation = NULL;
	}
	column->identity = IDENTITY_NONE;
	*VEC_PUSH(apply->schema->arena, &table->columns) = column;
}

static void add_parent(Apply *apply, Table *table, Table *parent)
{
	*VEC_PUSH(apply->schema->arena, &table->parents) = parent;
	*VEC_PUSH(apply->schema->arena, &parent->children) = table;
	for (uint32_t i = 0; i < parent->columns.count; i++)
		copy_column(apply, table, parent->columns.items[i], true, true);
	if (parent->object.incomplete)
		table->object.incomplete = true;
}

/* A partition has all of its parent's constraints and indexes, a child only the CHECKs. */
void mv_inherit_constraints(Apply *apply, Table *table, const Table *parent)
{
	bool partition = parent->partition_by != PARTITION_NONE;

	for (uint32_t i = 0; i < parent->constraints.count; i++) {
		const Constraint *constraint = parent->constraints.items[i];

		if (constraint->no_inherit || (!partition && constraint->kind != CONSTRAINT_CHECK) || !constraint->def ||
		    (constraint->kind == CONSTRAINT_CHECK && mv_table_constraint(table, constraint->name)))
			continue;
		mv_add_constraint(apply, table, constraint->def);
	}
	for (uint32_t i = 0; partition && i < parent->indexes.count; i++) {
		TableIndex *from = parent->indexes.items[i], *index;

		if (from->constraint)
			continue;
		index = mv_add_index(apply, table,
				     mv_choose_relation_name(apply->schema, table->object.schema, table->object.name,
							     mv_index_columns_name(apply->schema->arena, &from->keys), "idx", false));
		index->unique = from->unique;
		index->access_method = from->access_method;
		index->keys = from->keys;
		index->keys.capacity = from->keys.count; /* shared: a push copies */
		index->predicate = from->predicate;
		index->parent = from;
	}
}

static void apply_like(Apply *apply, Table *table, const LikeClause *like)
{
	const Table *from = mv_need_table(apply, &like->source, OBJ_TABLE);

	if (!from) {
		table->object.incomplete = true;
		return;
	}
	for (uint32_t i = 0; i < from->columns.count; i++)
		copy_column(apply, table, from->columns.items[i], like->defaults, like->generated);
	if (from->object.incomplete)
		table->object.incomplete = true;
	for (uint32_t i = 0; i < from->constraints.count; i++) {
		const Constraint *constraint = from->constraints.items[i];

		if (!constraint->def)
			continue;
		if (constraint->kind == CONSTRAINT_CHECK ? like->constraints :
			    constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE ||
			    constraint->kind == CONSTRAINT_EXCLUSION ? like->indexes : false) {
			ConstraintSpec *spec = MV_NEW(apply->schema->arena, ConstraintSpec);

			*spec = *constraint->def;
			spec->using_index = (QName){ 0 };
			if (constraint->kind != CONSTRAINT_CHECK) /* index names are chosen anew */
				spec->name.text = NULL;
			mv_add_constraint(apply, table, spec);
		}
	}
	for (uint32_t i = 0; like->indexes && i < from->indexes.count; i++) {
		const TableIndex *index = from->indexes.items[i];
		TableIndex *copy;

		if (index->constraint)
			continue;
		copy = mv_add_index(apply, table,
				    mv_choose_relation_name(apply->schema, table->object.schema, table->object.name,
							    mv_index_columns_name(apply->schema->arena, &index->keys), "idx", false));
		copy->unique = index->unique;
		copy->access_method = index->access_method;
		copy->keys = index->keys;
		copy->keys.capacity = index->keys.count;
		copy->predicate = index->predicate;
	}
}

/* ---- CREATE TABLE ---- */

static void add_table_constraints(Apply *apply, Table *table, const CreateTable *create)
{
	/* keys first: a foreign key to the table itself looks for its primary key */
	for (int foreign = 0; foreign < 2; foreign++) {
		for (uint32_t i = 0; i < create->columns.count; i++) {
			const ColumnSpec *column = create->columns.items[i];

			for (uint32_t c = 0; c < column->constraints.count; c++) {
				if ((column->constraints.items[c]->kind == CONSTRAINT_FOREIGN_KEY) == foreign)
					mv_add_constraint(apply, table, column->constraints.items[c]);
			}
		}
		for (uint32_t i = 0; i < create->constraints.count; i++) {
			if ((create->constraints.items[i]->kind == CONSTRAINT_FOREIGN_KEY) == foreign)
				mv_add_constraint(apply, table, create->constraints.items[i]);
		}
	}
}

void mv_apply_create_table(Apply *apply)
{
	const CreateTable *create = apply->change->as.table;
	const char *namespace = namespace_of_new(apply, &create->name, create->persistence);
	Table *table, *parent;

	if (!create->name.name || create->name.unknown || is_taken(apply, &create->name, namespace))
		return;
	table = mv_new_table(apply, namespace, create->name.name, create->foreign ? OBJ_FOREIGN_TABLE : OBJ_TABLE);
	table->persistence = create->persistence;
	table->partition_by = create->partition_by;
	table->partition_keys = create->partition_keys;
	table->bound = create->bound;
	if (create->of_type.name)
		table->object.incomplete = true;
	for (uint32_t i = 0; i < create->inherits.count; i++) {
		parent = mv_need_table(apply, &create->inherits.items[i], OBJ_TABLE);
		if (parent)
			add_parent(apply, table, parent);
	}
	parent = create->partition_of.name ? mv_need_table(apply, &create->partition_of, OBJ_TABLE) : NULL;
	if (parent) {
		if (parent->partition_by == PARTITION_NONE && create->bound)
			parent->partition_by = create->bound->strategy;
		add_parent(apply, table, parent);
		if (create->bound && create->bound->is_default)
			parent->default_partition = table;
	}
	for (uint32_t i = 0; i < create->like.count; i++)
		apply_like(apply, table, &create->like.items[i]);
	for (uint32_t i = 0; i < create->columns.count; i++) {
		const ColumnSpec *spec = create->columns.items[i];
		Column *inherited = spec->name.text ? mv_table_column(table, spec->name.text) : NULL;

		if (!spec->name.text)
			table->object.incomplete = true;
		else if (!inherited)
			mv_add_column(apply, table, spec);
		else if (spec->not_null)
			inherited->not_null = TRI_YES;
	}
	for (uint32_t i = 0; i < table->parents.count; i++)
		mv_inherit_constraints(apply, table, table->parents.items[i]);
	add_table_constraints(apply, table, create);
}

/* ---- CREATE TABLE AS, views ---- */

static void note_reads(Apply *apply, Table *reader, const QueryInfo *query)
{
	Arena *arena = apply->schema->arena;

	for (uint32_t i = 0; query && i < query->relations.count; i++) {
		Table *read = mv_schema_table(apply->schema, &query->relations.items[i].name);

		if (!read || read == reader)
			continue;
		VEC_REMOVE(&reader->reads, read);
		VEC_REMOVE(&read->readers, reader);
		*VEC_PUSH(arena, &reader->reads) = read;
		*VEC_PUSH(arena, &read->readers) = reader;
	}
}

/* The only relation that is read and has a column of that name, or NULL. */
static const Column *find_output(const Apply *apply, const QueryInfo *query, const char *name)
{
	const Column *found = NULL;

	for (uint32_t i = 0; i < query->relations.count; i++) {
		const Table *table = mv_schema_table(apply->schema, &query->relations.items[i].name);
		const Column *column = table ? mv_table_column(table, name) : NULL;

		if (column && found)
			return NULL;
		found = column ? column : found;
	}
	return found;
}

/* Columns by the names of the select list; types only where a name is plainly a column's. */
static void columns_of_query(Apply *apply, Table *table, const QueryInfo *query, const IdentVec *names)
{
	Arena *arena = apply->schema->arena;
	uint32_t count = names->count ? names->count : query ? query->outputs.count : 0;

	if (!query || query->opaque || count == 0)
		table->object.incomplete = true;
	for (uint32_t i = 0; i < count; i++) {
		const char *output = query && i < query->outputs.count ? query->outputs.items[i].text : NULL;
		const char *name = names->count ? names->items[i].text : output;
		const Column *from;
		Column *column;

		if (!name || strcmp(name, "*") == 0 || strcmp(name, "?column?") == 0) {
			table->object.incomplete = true;
			continue;
		}
		column = MV_NEW(arena, Column);
		column->name = name;
		column->birth = apply->birth;
		column->not_null = table->object.kind == OBJ_TABLE ? TRI_NO : TRI_UNKNOWN;
		from = output && query->relations.count ? find_output(apply, query, output) : NULL;
		if (from && mv_streq(from->name, name))
			column->type = from->type;
		*VEC_PUSH(arena, &table->columns) = column;
	}
}

void mv_apply_create_table_as(Apply *apply)
{
	const CreateTableAs *create = apply->change->as.table_as;
	const char *namespace = namespace_of_new(apply, &create->name, create->persistence);
	Table *table;

	if (!create->name.name || create->name.unknown || is_taken(apply, &create->name, namespace))
		return;
	table = mv_new_table(apply, namespace, create->name.name, OBJ_TABLE);
	table->persistence = create->persistence;
	columns_of_query(apply, table, create->query, &create->columns);
	if (!create->with_no_data)
		table->first_row = apply->birth;
}

void mv_apply_create_view(Apply *apply)
{
	const CreateView *create = apply->change->as.view;
	const char *namespace = namespace_of_new(apply, &create->name, create->persistence);
	ObjectKind kind = apply->change->kind == CHANGE_CREATE_VIEW ? OBJ_VIEW : OBJ_MATERIALIZED_VIEW;
	Table *view;

	if (!create->name.name || create->name.unknown)
		return;
	view = mv_schema_table(apply->schema, &(QName){ .schema = namespace, .name = create->name.name });
	if (view && (!create->or_replace || view->object.kind != OBJ_VIEW) && !view->object.maybe)
		return;
	if (view) {
		/* what reads the view stays; its own columns and sources are new */
		view->columns.count = 0;
		for (uint32_t i = 0; i < view->reads.count; i++)
			VEC_REMOVE(&view->reads.items[i]->readers, view);
		view->reads.count = 0;
		view->object.incomplete = false;
	} else {
		view = mv_new_table(apply, namespace, create->name.name, kind);
	}
	view->query = create->query;
	view->populated = kind == OBJ_MATERIALIZED_VIEW && !create->with_no_data;
	columns_of_query(apply, view, create->query, &create->columns);
	note_reads(apply, view, create->query);
}

/* ---- CREATE INDEX ---- */

static void index_partitions(Apply *apply, const TableIndex *parent, const Table *table)
{
	for (uint32_t i = 0; i < table->children.count; i++) {
		Table *child = table->children.items[i];
		TableIndex *index = mv_add_index(
			apply, child,
			mv_choose_relation_name(apply->schema, child->object.schema, child->object.name,
						mv_index_columns_name(apply->schema->arena, &parent->keys), "idx", false));

		index->unique = parent->unique;
		index->access_method = parent->access_method;
		index->keys = parent->keys;
		index->keys.capacity = parent->keys.count;
		index->predicate = parent->predicate;
		index->parent = (TableIndex *)parent;
		if (child->partition_by != PARTITION_NONE)
			index_partitions(apply, index, child);
	}
}

void mv_apply_create_index(Apply *apply)
{
	const CreateIndex *create = apply->change->as.index;
	Table *table = mv_need_table(apply, &create->table, OBJ_TABLE);
	const char *name = create->name.text;
	TableIndex *index;

	if (!table)
		return;
	if (!name) {
		name = mv_choose_relation_name(apply->schema, table->object.schema, table->object.name,
					       mv_index_columns_name(apply->schema->arena, &create->keys), "idx", false);
	} else if (is_taken(apply, &(QName){ .name = name }, table->object.schema)) {
		return;
	}
	index = mv_add_index(apply, table, name);
	index->unique = create->unique;
	index->concurrently = create->concurrently;
	index->nulls_not_distinct = create->nulls_not_distinct;
	index->only = create->only;
	index->valid = !(create->only && table->partition_by != PARTITION_NONE && table->children.count);
	index->access_method = create->access_method ? create->access_method : "btree";
	for (uint32_t i = 0; i < create->keys.count; i++)
		*VEC_PUSH(apply->schema->arena, &index->keys) = create->keys.items[i];
	for (uint32_t i = 0; i < create->including.count; i++)
		*VEC_PUSH(apply->schema->arena, &index->including) = create->including.items[i].text;
	index->predicate = create->predicate;
	if (table->partition_by != PARTITION_NONE && !create->only)
		index_partitions(apply, index, table);
}
