/* apply_table.c: CREATE TABLE in all its forms, and finding the table that a change is about. */
#include "model.h"

#include <string.h>

Table *mv_model_new_table(const Replay *replay, ObjectKind kind, const char *schema, const char *name)
{
	Table *table = MV_NEW(replay->arena, Table);

	mv_model_born(replay, &table->object, kind, schema, name);
	mv_model_put(replay->schema, &replay->schema->relations, &table->object);
	return table;
}

/* A table that exists but whose creation was never seen. */
static Table *assume_table(const Replay *replay, const QName *name)
{
	const char *schema = mv_model_namespace(replay->schema, name);
	Table *table = mv_model_new_table(replay, OBJ_TABLE, schema, name->name);

	table->object.birth = (Birth){ 0 };
	table->object.incomplete = true;
	return table;
}

Table *mv_model_target(const Replay *replay, const QName *name, bool if_exists)
{
	Object *object;

	if (!name->name || name->unknown)
		return NULL;
	object = mv_schema_relation(replay->schema, name);
	if (object)
		return mv_model_is_table(object->kind) ? (Table *)object : NULL;
	/* IF EXISTS or an exception handler: it may well not be there */
	if (if_exists || replay->maybe || (replay->change->swallowed & (SWALLOW_UNDEFINED | SWALLOW_ALL)))
		return NULL;
	return assume_table(replay, name);
}

void mv_model_family(const Replay *replay, Table *table, bool only, TableVec *family)
{
	uint32_t mark = ++replay->schema->marks;

	*VEC_PUSH(replay->arena, family) = table;
	table->mark = mark;
	for (uint32_t i = 0; !only && i < family->count; i++) {
		Table *parent = family->items[i];

		for (uint32_t c = 0; c < parent->children.count; c++) {
			Table *child = parent->children.items[c];

			if (child->mark == mark)
				continue;
			child->mark = mark;
			*VEC_PUSH(replay->arena, family) = child;
		}
	}
}

/* ---- CREATE TABLE ---- */

static Column *copy_of(const Replay *replay, Table *table, const Column *from)
{
	Column *column = mv_table_column(table, from->name);

	if (!column) {
		column = mv_model_new_column(replay, table, from->name);
		mv_model_set_type(replay, table, column, from->type);
		column->collation = from->collation;
	}
	return column;
}

/* A column of a parent: with its NOT NULL, default and generation. */
void mv_model_copy_column(const Replay *replay, Table *table, const Table *parent, const Column *from)
{
	bool existed = mv_table_column(table, from->name) != NULL;
	Column *column = copy_of(replay, table, from);

	column->inherited = true;
	mv_model_copy_not_null(replay, table, column, parent, from);
	if (!existed) {
		column->default_value = mv_model_rebind(replay, from->default_value, parent, table);
		column->default_type = from->default_type;
		column->null_default = from->null_default;
		column->default_unknown = from->default_unknown;
		column->generated = from->generated;
		column->storage = from->storage;
		column->compression = from->compression;
		column->generation = mv_model_rebind(replay, from->generation, parent, table);
	}
}

static void link_parent(const Replay *replay, Table *table, Table *parent)
{
	*VEC_PUSH(replay->arena, &table->parents) = parent;
	*VEC_PUSH(replay->arena, &parent->children) = table;
}

static void inherit_from(const Replay *replay, Table *table, const QName *name)
{
	Table *parent = mv_model_target(replay, name, false);

	if (!parent || parent == table) {
		table->object.incomplete = true;
		return;
	}
	link_parent(replay, table, parent);
	table->object.incomplete |= parent->object.incomplete;
	for (uint32_t i = 0; i < parent->columns.count; i++)
		mv_model_copy_column(replay, table, parent, parent->columns.items[i]);
}

/* LIKE stands among the columns, where it was written. */
static void like_columns(const Replay *replay, Table *table, const LikeClause *like)
{
	const Table *source = like->source.unknown ? NULL : mv_schema_table(replay->schema, &like->source);
	const Object *type = source || like->source.unknown ? NULL : mv_schema_type(replay->schema, like->source.schema, like->source.name);

	if (type && type->kind == OBJ_COMPOSITE) {
		const Composite *composite = (const Composite *)type;

		for (uint32_t i = 0; i < composite->attributes.count; i++)
			copy_of(replay, table, composite->attributes.items[i])->local = true;
		return;
	}
	if (!source || source == table) {
		table->object.incomplete = true;
		return;
	}
	table->object.incomplete |= source->object.incomplete;
	for (uint32_t i = 0; i < source->columns.count; i++) {
		const Column *from = source->columns.items[i];
		Column *column = copy_of(replay, table, from);
		const Constraint *written;

		column->local = true;
		if (like->comments)
			mv_model_copy_comment(replay, from->id, column->id);
		mv_model_copy_not_null(replay, table, column, source, from);
		column->not_null_inherited = false;
		/* with its name, also without INCLUDING CONSTRAINTS, which makes a Constraint of it */
		written = mv_table_not_null(source, from);
		if (written && !like->constraints && !written->no_inherit)
			mv_model_name_not_null(replay, table, column, written->name);
		if (like->defaults && from->identity == IDENTITY_NONE && from->generated == GENERATED_NONE) {
			column->default_value = mv_model_rebind(replay, from->default_value, source, table);
			column->default_type = from->default_type;
			column->null_default = from->null_default;
			column->default_unknown = from->default_unknown;
		}
		if (like->storage)
			column->storage = from->storage;
		if (like->compression)
			column->compression = from->compression;
		if (like->identity && from->identity != IDENTITY_NONE) {
			column->identity = from->identity;
			mv_model_serial(replay, table, column, true, NULL);
			mv_model_like_sequence(table, column, source, from);
		}
		if (like->generated) {
			column->generated = from->generated;
			column->generation = mv_model_rebind(replay, from->generation, source, table);
		}
	}
}

static void all_columns(const Replay *replay, Table *table, const CreateTable *create)
{
	uint32_t next_like = 0;

	for (uint32_t i = 0; i < create->columns.count; i++) {
		const ColumnSpec *spec = create->columns.items[i];

		while (next_like < create->like.count && create->like.items[next_like].source.span.start < spec->span.start)
			like_columns(replay, table, &create->like.items[next_like++]);
		mv_model_add_column(replay, table, spec);
	}
	while (next_like < create->like.count)
		like_columns(replay, table, &create->like.items[next_like++]);
}

static void typed_columns(const Replay *replay, Table *table, const QName *type)
{
	const Object *object = type->unknown ? NULL : mv_schema_type(replay->schema, type->schema, type->name);
	const Composite *composite = (const Composite *)object;

	if (!object || object->kind != OBJ_COMPOSITE) {
		table->object.incomplete = true;
		return;
	}
	table->type_schema = object->schema;
	table->type_name = object->name;
	mv_model_note_use(replay->schema, table->object.id, object->id);
	for (uint32_t i = 0; i < composite->attributes.count; i++)
		copy_of(replay, table, composite->attributes.items[i])->local = true;
}

/*
 * Do two key constraints mean one index? PostgreSQL makes only the first of
 * those, the primary key before all.
 */
static bool same_key(const ConstraintSpec *a, const ConstraintSpec *b)
{
	if (a->columns.count != b->columns.count || a->including.count || b->including.count || a->using_index.name ||
	    b->using_index.name || a->deferrable != b->deferrable || a->initially_deferred != b->initially_deferred ||
	    a->nulls_not_distinct != b->nulls_not_distinct || a->without_overlaps || b->without_overlaps || !a->columns.count)
		return false;
	for (uint32_t i = 0; i < a->columns.count; i++) {
		if (!mv_streq(a->columns.items[i].text, b->columns.items[i].text))
			return false;
	}
	return true;
}

typedef VEC(const ConstraintSpec *) SpecVec;

static bool is_key(const ConstraintSpec *spec)
{
	return spec->kind == CONSTRAINT_PRIMARY_KEY || spec->kind == CONSTRAINT_UNIQUE || spec->kind == CONSTRAINT_EXCLUSION;
}

/* A redundant key that has a name gives it to the one before, if that has none. */
static const ConstraintSpec *named_after(const Replay *replay, const ConstraintSpec *key, const ConstraintSpec *redundant)
{
	ConstraintSpec *named;

	if (key->name.text || !redundant->name.text)
		return key;
	named = MV_NEW(replay->arena, ConstraintSpec);
	*named = *key;
	named->name = redundant->name;
	return named;
}

static void add_keys(const Replay *replay, Table *table, const SpecVec *specs)
{
	SpecVec keys = { 0 };

	for (int primary = 1; primary >= 0; primary--) {
		for (uint32_t i = 0; i < specs->count; i++) {
			const ConstraintSpec *spec = specs->items[i];
			bool redundant = false;

			if (!is_key(spec) || (spec->kind == CONSTRAINT_PRIMARY_KEY) != (primary == 1))
				continue;
			for (uint32_t k = 0; k < keys.count && k < 64 && !redundant && spec->kind == CONSTRAINT_UNIQUE; k++) {
				redundant = keys.items[k]->kind != CONSTRAINT_EXCLUSION && same_key(keys.items[k], spec);
				if (redundant)
					keys.items[k] = named_after(replay, keys.items[k], spec);
			}
			if (!redundant)
				*VEC_PUSH(replay->arena, &keys) = spec;
		}
	}
	for (uint32_t k = 0; k < keys.count; k++)
		mv_model_add_constraint(replay, table, keys.items[k]);
}

static void add_kind(const Replay *replay, Table *table, const SpecVec *specs, ConstraintKind kind)
{
	for (uint32_t i = 0; i < specs->count; i++) {
		if (specs->items[i]->kind == kind)
			mv_model_add_constraint(replay, table, specs->items[i]);
	}
}

static void collect(const Replay *replay, const CreateTable *create, SpecVec *specs)
{
	for (uint32_t i = 0; i < create->columns.count; i++) {
		const ConstraintSpecVec *own = &create->columns.items[i]->constraints;

		for (uint32_t c = 0; c < own->count; c++)
			*VEC_PUSH(replay->arena, specs) = own->items[c];
	}
	for (uint32_t i = 0; i < create->constraints.count; i++)
		*VEC_PUSH(replay->arena, specs) = create->constraints.items[i];
}

static void like_checks(const Replay *replay, Table *table, const Table *source, bool comments)
{
	mv_model_copy_checks(replay, source, table, false);
	for (uint32_t i = 0; comments && i < source->constraints.count; i++) {
		const Constraint *from = source->constraints.items[i], *copy = mv_table_constraint(table, from->name);

		if (copy && from->kind == CONSTRAINT_CHECK)
			mv_model_copy_comment(replay, from->id, copy->id);
	}
}

static void like_indexes(const Replay *replay, Table *table, const Table *source, bool comments)
{
	uint32_t before = table->indexes.count;

	mv_model_copy_indexes(replay, source, table);
	/* each behind the one before */
	for (uint32_t i = 0; comments && i < source->indexes.count && before + i < table->indexes.count; i++)
		mv_model_copy_comment(replay, source->indexes.items[i]->object.id, table->indexes.items[before + i]->object.id);
}

/* In the server's order, which decides about generated names: checks, then keys, then foreign keys. */
static void all_constraints(const Replay *replay, Table *table, const CreateTable *create)
{
	SpecVec specs = { 0 };

	collect(replay, create, &specs);
	for (uint32_t i = 0; i < table->parents.count; i++)
		mv_model_copy_checks(replay, table->parents.items[i], table, true);
	add_kind(replay, table, &specs, CONSTRAINT_NOT_NULL);
	for (uint32_t i = 0; i < create->like.count; i++) {
		const Table *source = create->like.items[i].source.unknown ? NULL : mv_schema_table(replay->schema, &create->like.items[i].source);

		if (source && source != table && create->like.items[i].constraints)
			like_checks(replay, table, source, create->like.items[i].comments);
	}
	add_kind(replay, table, &specs, CONSTRAINT_CHECK);
	add_keys(replay, table, &specs);
	for (uint32_t i = 0; i < create->like.count; i++) {
		const Table *source = create->like.items[i].source.unknown ? NULL : mv_schema_table(replay->schema, &create->like.items[i].source);

		if (source && source != table && create->like.items[i].indexes)
			like_indexes(replay, table, source, create->like.items[i].comments);
		if (source && source != table && create->like.items[i].statistics)
			mv_model_copy_statistics(replay, source, table);
	}
	add_kind(replay, table, &specs, CONSTRAINT_FOREIGN_KEY);
}

static bool exists_already(const Replay *replay, const QName *name, bool guarded)
{
	const char *schema = mv_model_namespace(replay->schema, name);
	const Object *object = mv_model_get(&replay->schema->relations, schema, name->name);

	/* without a guard the server fails and the migration with it: the newer one is what the author wants */
	return object && !object->maybe && (guarded || (replay->change->swallowed & (SWALLOW_DUPLICATE | SWALLOW_ALL)));
}

/* The object that has the name goes, so that the registries stay true. */
static void make_room(const Replay *replay, const char *schema, const char *name)
{
	Object *object = mv_model_get(&replay->schema->relations, schema, name);

	if (!object)
		return;
	if (mv_model_is_table(object->kind))
		mv_model_drop_table(replay, (Table *)object);
	else if (object->kind == OBJ_INDEX)
		mv_model_drop_index(replay, (TableIndex *)object);
	else
		mv_model_take(replay->schema, &replay->schema->relations, object);
}

static Table *new_table(const Replay *replay, ObjectKind kind, const QName *name, Persistence persistence)
{
	const char *schema = persistence == PERSISTENCE_TEMPORARY ? "pg_temp" : mv_model_namespace(replay->schema, name);
	const Object *taken = mv_model_get(&replay->schema->relations, schema, name->name);
	bool contradicts = taken && !taken->maybe;
	Table *table;

	make_room(replay, schema, name->name);
	table = mv_model_new_table(replay, kind, schema, name->name);
	/* either the statement fails, or the model missed a removal: nothing is certain about the table then */
	table->object.incomplete = contradicts;
	table->persistence = persistence;
	return table;
}

void mv_apply_create_table(const Replay *replay, const CreateTable *create)
{
	Table *table;

	if (!create->name.name || create->name.unknown) {
		replay->schema->opaque_changes = true;
		return;
	}
	if (exists_already(replay, &create->name, create->if_not_exists))
		return;
	table = new_table(replay, create->foreign ? OBJ_FOREIGN_TABLE : OBJ_TABLE, &create->name, create->persistence);
	/* it may have been there before, with other columns */
	table->object.incomplete |= create->if_not_exists && !replay->schema->complete;
	table->partition_by = create->partition_by;
	table->access_method = create->access_method;
	table->tablespace = create->tablespace;
	table->server = create->server;
	for (uint32_t i = 0; i < create->options.count; i++)
		*VEC_PUSH(replay->arena, &table->options) = create->options.items[i];
	if (create->of_type.name)
		typed_columns(replay, table, &create->of_type);
	for (uint32_t i = 0; i < create->inherits.count; i++)
		inherit_from(replay, table, &create->inherits.items[i]);
	if (create->partition_of.name) {
		inherit_from(replay, table, &create->partition_of);
		table->bound = create->bound && table->parents.count ?
				       mv_model_bind_bound(replay, table->parents.items[table->parents.count - 1], create->bound) :
				       create->bound;
		if (table->parents.count && create->bound && table->parents.items[table->parents.count - 1]->partition_by == PARTITION_NONE)
			table->parents.items[table->parents.count - 1]->partition_by = create->bound->strategy;
		if (create->bound && create->bound->is_default && table->parents.count)
			table->parents.items[table->parents.count - 1]->default_partition = table;
	}
	all_columns(replay, table, create);
	for (uint32_t i = 0; i < create->partition_keys.count; i++) {
		IndexKey *key = VEC_PUSH(replay->arena, &table->partition_keys);

		*key = create->partition_keys.items[i];
		key->expression = mv_model_bind_expression(replay, key->expression, table);
	}
	all_constraints(replay, table, create);
	if (table->bound && table->parents.count)
		mv_model_inherit(replay, table->parents.items[table->parents.count - 1], table);
}

/* ---- CREATE TABLE AS ---- */

void mv_apply_create_table_as(const Replay *replay, const CreateTableAs *create)
{
	Table *table;

	if (!create->name.name || create->name.unknown) {
		replay->schema->opaque_changes = true;
		return;
	}
	if (exists_already(replay, &create->name, create->if_not_exists))
		return;
	table = new_table(replay, OBJ_TABLE, &create->name, create->persistence);
	table->object.incomplete |= create->if_not_exists && !replay->schema->complete;
	if (!create->with_no_data)
		table->first_row = *replay->birth;
	mv_model_query_columns(replay, table, create->query, &create->columns);
	table->bindings = NULL; /* nothing of the query is kept */
	for (uint32_t i = 0; i < table->columns.count; i++) {
		table->columns.items[i]->local = true;
		table->columns.items[i]->not_null = TRI_NO;
	}
	for (uint32_t i = 0; i < create->options.count; i++)
		*VEC_PUSH(replay->arena, &table->options) = create->options.items[i];
	table->access_method = create->access_method;
	table->tablespace = create->tablespace;
}
