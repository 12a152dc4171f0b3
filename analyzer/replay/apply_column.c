/* apply_column.c: columns: adding, and every ALTER TABLE ... COLUMN. */
#include "model.h"

#include <string.h>

Column *mv_model_new_column(const Replay *replay, Table *table, const char *name)
{
	Column *column = MV_NEW(replay->arena, Column);

	column->name = name;
	column->id = mv_model_number(replay->schema, column);
	column->birth = *replay->birth;
	column->not_null = TRI_NO;
	column->maybe = replay->maybe;
	*VEC_PUSH(replay->arena, &table->columns) = column;
	return column;
}

/* ---- types ---- */

void mv_model_use_type(Schema *model, Table *table, Composite *composite, Column *column)
{
	const Object *type = mv_model_type_of(model, column->type);
	TypeUseVec *uses;

	if (!type)
		return;
	uses = mv_model_get(&model->type_uses, type->schema, type->name);
	if (!uses) {
		uses = MV_NEW(model->arena, TypeUseVec);
		mv_map_set(&model->type_uses, mv_model_key(model->arena, type->schema, type->name), uses);
	}
	*VEC_PUSH(model->arena, uses) = (TypeUse){ .table = table, .composite = composite, .column = column };
	if (table && mv_model_is_table(type->kind)) /* a row type goes with its relation */
		mv_model_note_use(model, table->object.id, type->id);
}

/* What a serial type really is, or NULL. */
static const char *serial_base(const Type *type)
{
	if (!type || type->schema || !type->name || type->dimensions)
		return NULL;
	if (strcmp(type->name, "serial") == 0 || strcmp(type->name, "serial4") == 0)
		return "int4";
	if (strcmp(type->name, "bigserial") == 0 || strcmp(type->name, "serial8") == 0)
		return "int8";
	if (strcmp(type->name, "smallserial") == 0 || strcmp(type->name, "serial2") == 0)
		return "int2";
	return NULL;
}

void mv_model_set_type(const Replay *replay, Table *table, Column *column, const Type *type)
{
	const char *base = serial_base(type);

	column->type = mv_model_bind_type(replay, type);
	if (base) {
		Type *integer = MV_NEW(replay->arena, Type);

		*integer = *type;
		integer->schema = "pg_catalog";
		integer->name = base;
		column->type = integer;
	}
	if (type && type->collation)
		column->collation = type->collation;
	mv_model_use_type(replay->schema, table, NULL, column);
}

/* ---- sequences of serial and identity columns ---- */

static const Expression *nextval_of(const Replay *replay, const Sequence *sequence)
{
	Arena *arena = replay->arena;
	Expression *text = MV_NEW(arena, Expression), *cast = MV_NEW(arena, Expression), *call = MV_NEW(arena, Expression);
	Type *regclass = MV_NEW(arena, Type);
	bool visible = strcmp(sequence->object.schema, mv_schema_current(replay->schema)) == 0;
	Code *code = MV_NEW(arena, Code);
	Binding *binding = MV_NEW(arena, Binding);

	/* as if it had been written */
	code->text = "nextval('\xfe" "0\xfe'::regclass)";
	*VEC_PUSH(arena, &code->holes) = (CodeHole){ .kind = HOLE_TEXT, .schema = sequence->object.schema, .name = sequence->object.name };
	binding->object = sequence->object.id;
	*regclass = (Type){ .schema = "pg_catalog", .name = "regclass" };
	*text = (Expression){ .kind = EXPR_CONSTANT, .name = "string",
			      .text = visible ? sequence->object.name :
						mv_arena_format(arena, "%s.%s", sequence->object.schema, sequence->object.name) };
	*cast = (Expression){ .kind = EXPR_CAST, .type = regclass, .args = MV_NEW(arena, Expression *), .arg_count = 1 };
	cast->args[0] = text;
	*call = (Expression){ .kind = EXPR_FUNCTION, .name = "nextval", .args = MV_NEW(arena, Expression *), .arg_count = 1,
			      .code = code, .bindings = binding };
	call->args[0] = cast;
	return call;
}

/* With the type of the column, unless they say another. */
static void apply_identity_options(Sequence *sequence, const Column *column, const OptionVec *options)
{
	Option items[32] = { { .name = "as", .value = column->type ? column->type->name : NULL } };
	OptionVec all = { .items = items, .count = 1, .capacity = 32 };

	for (uint32_t i = 0; i < options->count && all.count < 32; i++)
		items[all.count++] = options->items[i];
	mv_model_sequence_options(sequence, &all, true);
}

/* SEQUENCE NAME [schema.]name among the options of an identity column. */
static const char *chosen_name(const OptionVec *options)
{
	for (uint32_t i = 0; options && i < options->count; i++) {
		const char *name = options->items[i].value, *dot = name ? strrchr(name, '.') : NULL;

		if (strcmp(options->items[i].name, "sequence_name") != 0 || !name)
			continue;
		return dot ? dot + 1 : name;
	}
	return NULL;
}

void mv_model_serial(const Replay *replay, Table *table, Column *column, bool identity, const OptionVec *options)
{
	Sequence *sequence = MV_NEW(replay->arena, Sequence);
	const char *schema = table->object.schema, *name = chosen_name(options);

	if (!name)
		name = mv_name_relation(replay->schema, schema, table->object.name, column->name, "seq", false);
	mv_model_born(replay, &sequence->object, OBJ_SEQUENCE, schema, name);
	mv_model_own(replay, &sequence->object, table->object.owner);
	sequence->persistence = table->persistence;
	mv_model_sequence_type(sequence, column->type ? column->type->name : "int8", true);
	if (options && options->count)
		apply_identity_options(sequence, column, options);
	mv_model_put(replay->schema, &replay->schema->relations, &sequence->object);
	sequence->owner_table = table;
	sequence->owner_column = column->name;
	sequence->identity = identity;
	*VEC_PUSH(replay->arena, &table->sequences) = sequence;
	if (!identity) {
		column->default_value = nextval_of(replay, sequence);
		column->default_type = column->type;
	}
	mv_model_set_not_null(replay, table, column);
}

/* ---- ADD COLUMN ---- */

/* NULL says something: it goes through the length coercion, or stands before a domain's own default. */
static bool keeps_null(const Schema *schema, const Type *type)
{
	const Object *object;

	if (!type || type->dimensions)
		return false;
	object = type->object ? schema->things.items[type->object] : NULL;
	return type->modifier_count || (object && object->kind == OBJ_DOMAIN);
}

void mv_model_set_default(const Replay *replay, const Table *table, Column *column, const Expression *value)
{
	column->default_value = value && value->kind != EXPR_NULL ? mv_model_bind_default(replay, value, table, column->type) : NULL;
	column->null_default = value && value->kind == EXPR_NULL && keeps_null(replay->schema, column->type);
	column->default_type = column->default_value || column->null_default ? column->type : NULL;
}

static void declare_not_null(const Replay *replay, Table *table, Column *column, const ColumnSpec *spec)
{
	for (uint32_t i = 0; i < spec->constraints.count; i++) {
		if (spec->constraints.items[i]->kind == CONSTRAINT_NOT_NULL) {
			mv_model_mark_not_null(replay, column);
			return;
		}
	}
	if (column->not_null == TRI_YES && column->not_null_inherited)
		mv_model_name_not_null(replay, table, column, NULL); /* its own name, not the parent's */
	mv_model_set_not_null(replay, table, column);
}

void mv_model_add_column(const Replay *replay, Table *table, const ColumnSpec *spec)
{
	Column *column;

	if (!spec->name.text || table->columns.count >= MV_MOST_COLUMNS) {
		table->object.incomplete = true;
		return;
	}
	column = mv_table_column(table, spec->name.text);
	/* it may be there already: in a partition or typed table, where this only adds to it */
	if (!column)
		column = mv_model_new_column(replay, table, spec->name.text);
	column->local = true;
	if (spec->type)
		mv_model_set_type(replay, table, column, spec->type);
	if (spec->collation)
		column->collation = spec->collation;
	if (spec->default_value)
		mv_model_set_default(replay, table, column, spec->default_value);
	if (spec->identity != IDENTITY_NONE)
		column->identity = spec->identity;
	if (spec->generated != GENERATED_NONE) {
		column->generated = spec->generated;
		column->generation = mv_model_bind_expression(replay, spec->generation, table);
	}
	column->storage = spec->storage ? spec->storage : column->storage;
	column->compression = spec->compression ? spec->compression : column->compression;
	if (spec->fdw_options.count)
		column->fdw_options = spec->fdw_options;
	if (spec->not_null)
		declare_not_null(replay, table, column, spec);
	if (spec->identity != IDENTITY_NONE || serial_base(spec->type))
		mv_model_serial(replay, table, column, spec->identity != IDENTITY_NONE, &spec->sequence_options);
}

void mv_model_column_constraints(const Replay *replay, Table *table, const ColumnSpec *spec)
{
	static const ConstraintKind order[] = { CONSTRAINT_NOT_NULL, CONSTRAINT_CHECK, CONSTRAINT_PRIMARY_KEY,
						CONSTRAINT_UNIQUE, CONSTRAINT_EXCLUSION, CONSTRAINT_FOREIGN_KEY };

	for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
		for (uint32_t i = 0; i < spec->constraints.count; i++) {
			if (spec->constraints.items[i]->kind == order[k])
				mv_model_add_constraint(replay, table, spec->constraints.items[i]);
		}
	}
}

static void add_column(const Replay *replay, const AddColumn *add)
{
	Table *table = mv_model_target(replay, &add->target.table, add->target.if_exists);
	const char *name = add->column->name.text;
	const Column *column;
	TableVec family = { 0 };

	if (!table)
		return;
	if (name && mv_table_column(table, name) && !mv_table_column(table, name)->maybe &&
	    (add->if_not_exists || (replay->change->swallowed & (SWALLOW_DUPLICATE | SWALLOW_ALL))))
		return;
	mv_model_add_column(replay, table, add->column);
	mv_model_column_constraints(replay, table, add->column);
	mv_model_family(replay, table, add->target.only, &family);
	column = name ? mv_table_column(table, name) : NULL;
	for (uint32_t i = 1; column && i < family.count; i++)
		mv_model_copy_column(replay, family.items[i], table, column);
}

/* ---- ALTER COLUMN ---- */

/* A column of an incomplete table becomes known through what is done to it. */
static Column *target_column(const Replay *replay, Table *table, const char *name)
{
	Column *column = mv_table_column(table, name);

	if (column || !name || !table->object.incomplete || replay->maybe)
		return column;
	column = mv_model_new_column(replay, table, name);
	column->birth = (Birth){ 0 };
	column->not_null = TRI_UNKNOWN;
	column->default_unknown = true;
	return column;
}

/* The target of an ALTER COLUMN and the same column of all tables that inherit from it. */
typedef struct ColumnTargets {
	TableVec tables;
	VEC(Column *) columns;
} ColumnTargets;

static ColumnTargets column_targets(const Replay *replay, const Target *target, const char *name)
{
	Table *table = mv_model_target(replay, &target->table, target->if_exists);
	ColumnTargets targets = { 0 };
	TableVec family = { 0 };

	if (!table || !name)
		return targets;
	mv_model_family(replay, table, target->only, &family);
	for (uint32_t i = 0; i < family.count; i++) {
		Column *column = i == 0 ? target_column(replay, table, name) : mv_table_column(family.items[i], name);

		if (!column)
			continue;
		*VEC_PUSH(replay->arena, &targets.tables) = family.items[i];
		*VEC_PUSH(replay->arena, &targets.columns) = column;
	}
	return targets;
}

static Sequence *identity_sequence(const Table *table, const Column *column)
{
	for (uint32_t i = 0; i < table->sequences.count; i++) {
		Sequence *sequence = table->sequences.items[i];

		if (sequence->identity && strcmp(sequence->owner_column, column->name) == 0)
			return sequence;
	}
	return NULL;
}

/* An index of the column is made anew. */
static void forget_attributes(const Table *table, const char *column)
{
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		TableIndex *index = table->indexes.items[i];

		for (uint32_t k = 0; mv_index_uses_column(index, column) && k < index->keys.count; k++)
			index->keys.items[k].attribute = NULL;
	}
}

/* The new type of a column, NULL: not known. */
void mv_model_change_type(const Replay *replay, Table *table, Column *column, const Type *type)
{
	/* an unwritten COLLATE means the type's own collation; so do storage and compression */
	column->collation = column->storage = column->compression = NULL;
	forget_attributes(table, column->name);
	mv_model_set_type(replay, table, column, type);
	if (identity_sequence(table, column) && type)
		mv_model_sequence_type(identity_sequence(table, column), type->name, false);
}

static void set_type(const Replay *replay, const ColumnType *change)
{
	ColumnTargets targets = column_targets(replay, &change->target, change->column.text);

	for (uint32_t i = 0; i < targets.columns.count; i++)
		mv_model_change_type(replay, targets.tables.items[i], targets.columns.items[i], replay->maybe ? NULL : change->type);
	if (targets.tables.count > 1 && targets.tables.items[0]->partition_by != PARTITION_NONE && !replay->maybe)
		mv_model_rebuild_indexes(replay, targets.tables.items[0], change->column.text);
}

/* One that is there but not valid becomes so. */
static void set_not_null(const Replay *replay, Table *table, Column *column)
{
	Constraint *written = mv_table_not_null(table, column);

	if (!written) {
		mv_model_set_not_null(replay, table, column);
		return;
	}
	mv_model_mark_not_null(replay, column);
	if (!written->valid && !replay->maybe) {
		written->valid = true;
		written->validated = *replay->birth;
	}
}

static void set_nullable(const Replay *replay, const ColumnChange *change, bool not_null)
{
	ColumnTargets targets = column_targets(replay, &change->target, change->column.text);

	for (uint32_t i = 0; i < targets.columns.count; i++) {
		Column *column = targets.columns.items[i];
		Table *table = targets.tables.items[i];

		if (not_null && i > 0)
			mv_model_copy_not_null(replay, table, column, targets.tables.items[0], targets.columns.items[0]);
		else if (not_null)
			set_not_null(replay, table, column);
		else if (replay->maybe)
			column->not_null = TRI_UNKNOWN;
		else
			mv_model_drop_not_null(replay, table, column);
	}
}

static void set_default(const Replay *replay, const Target *target, const char *name, const Expression *value)
{
	ColumnTargets targets = column_targets(replay, target, name);

	for (uint32_t i = 0; i < targets.columns.count; i++) {
		Column *column = targets.columns.items[i];

		column->default_unknown = replay->maybe;
		mv_model_set_default(replay, targets.tables.items[i], column, value);
	}
}

static void set_identity(const Replay *replay, const IdentityChange *change, bool add)
{
	const Target *target = &change->target;
	const char *name = change->column.text;
	Identity identity = change->identity;
	ColumnTargets targets = column_targets(replay, target, name);

	for (uint32_t i = 0; i < targets.columns.count && i < (targets.columns.count ? 1 : 0); i++) {
		Column *column = targets.columns.items[i];
		Table *table = targets.tables.items[i];

		if (identity != IDENTITY_NONE)
			column->identity = identity;
		if (add && !identity_sequence(table, column))
			mv_model_serial(replay, table, column, true, &change->options);
		else if (!add && identity_sequence(table, column) && !replay->maybe)
			mv_model_sequence_options(identity_sequence(table, column), &change->options, false);
	}
}

static void drop_identity(const Replay *replay, const ColumnChange *change)
{
	ColumnTargets targets = column_targets(replay, &change->target, change->column.text);

	for (uint32_t i = 0; i < targets.columns.count; i++) {
		Column *column = targets.columns.items[i];
		Sequence *sequence = identity_sequence(targets.tables.items[i], column);

		if (replay->maybe)
			continue;
		column->identity = IDENTITY_NONE;
		if (sequence)
			mv_model_drop_sequence(replay, sequence);
	}
}

static void set_expression(const Replay *replay, const ColumnDefault *change)
{
	ColumnTargets targets = column_targets(replay, &change->target, change->column.text);

	for (uint32_t i = 0; i < targets.columns.count; i++)
		targets.columns.items[i]->generation =
			mv_model_bind_expression(replay, change->value, targets.tables.items[i]);
}

static void drop_expression(const Replay *replay, const ColumnChange *change)
{
	ColumnTargets targets = column_targets(replay, &change->target, change->column.text);

	for (uint32_t i = 0; i < targets.columns.count && !replay->maybe; i++) {
		targets.columns.items[i]->generated = GENERATED_NONE;
		targets.columns.items[i]->generation = NULL;
	}
}

bool mv_model_column_above(const Table *table, const char *name)
{
	for (uint32_t i = 0; i < table->parents.count; i++) {
		if (mv_table_column(table->parents.items[i], name))
			return true;
	}
	return false;
}

static void drop_column(const Replay *replay, const DropColumn *drop)
{
	Table *table = mv_model_target(replay, &drop->target.table, drop->target.if_exists);
	Column *column = table ? mv_table_column(table, drop->column.text) : NULL;
	TableVec family = { 0 };

	if (!column)
		return;
	if (replay->maybe) {
		column->maybe = true;
		return;
	}
	mv_model_family(replay, table, false, &family);
	mv_model_drop_column(replay, table, column);
	for (uint32_t i = 1; i < family.count; i++) {
		Column *own = mv_table_column(family.items[i], drop->column.text);

		if (!own || !own->inherited || mv_model_column_above(family.items[i], own->name))
			continue;
		/* a child keeps what it declares itself, and all that ONLY spares */
		own->local |= drop->target.only;
		if (own->local)
			own->inherited = own->not_null_inherited = false;
		else
			mv_model_drop_column(replay, family.items[i], own);
	}
}

void mv_apply_column(const Replay *replay)
{
	const Change *change = replay->change;

	switch ((int)change->kind) {
	case CHANGE_ADD_COLUMN:
		add_column(replay, change->as.add_column);
		break;
	case CHANGE_DROP_COLUMN:
		drop_column(replay, change->as.drop_column);
		break;
	case CHANGE_ALTER_COLUMN_TYPE:
		set_type(replay, change->as.column_type);
		break;
	case CHANGE_SET_NOT_NULL:
		set_nullable(replay, change->as.column, true);
		break;
	case CHANGE_DROP_NOT_NULL:
		set_nullable(replay, change->as.column, false);
		break;
	case CHANGE_SET_DEFAULT:
		set_default(replay, &change->as.column_default->target, change->as.column_default->column.text,
			    change->as.column_default->value);
		break;
	case CHANGE_DROP_DEFAULT:
		set_default(replay, &change->as.column->target, change->as.column->column.text, NULL);
		break;
	case CHANGE_ADD_IDENTITY:
	case CHANGE_SET_IDENTITY:
		set_identity(replay, change->as.identity, change->kind == CHANGE_ADD_IDENTITY);
		break;
	case CHANGE_DROP_IDENTITY:
		drop_identity(replay, change->as.column);
		break;
	case CHANGE_SET_EXPRESSION:
		set_expression(replay, change->as.column_default);
		break;
	case CHANGE_DROP_EXPRESSION:
		drop_expression(replay, change->as.column);
		break;
	}
}
