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

	column->type = type;
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

	*regclass = (Type){ .schema = "pg_catalog", .name = "regclass" };
	*text = (Expression){ .kind = EXPR_CONSTANT, .name = "string",
			      .text = visible ? sequence->object.name :
						mv_arena_format(arena, "%s.%s", sequence->object.schema, sequence->object.name) };
	*cast = (Expression){ .kind = EXPR_CAST, .type = regclass, .args = MV_NEW(arena, Expression *), .arg_count = 1 };
	cast->args[0] = text;
	*call = (Expression){ .kind = EXPR_FUNCTION, .name = "nextval", .args = MV_NEW(arena, Expression *), .arg_count = 1 };
	call->args[0] = cast;
	return call;
}

void mv_model_serial(const Replay *replay, Table *table, Column *column, bool identity)
{
	Sequence *sequence = MV_NEW(replay->arena, Sequence);

	mv_model_born(replay, &sequence->object, OBJ_SEQUENCE, table->object.schema,
		      mv_name_relation(replay->schema, table->object.schema, table->object.name, column->name, "seq", false));
	mv_model_put(replay->schema, &replay->schema->relations, &sequence->object);
	sequence->owner_table = table;
	sequence->owner_column = column->name;
	sequence->identity = identity;
	*VEC_PUSH(replay->arena, &table->sequences) = sequence;
	if (!identity)
		column->default_value = nextval_of(replay, sequence);
	mv_model_set_not_null(replay, column);
}

/* ---- ADD COLUMN ---- */

void mv_model_set_not_null(const Replay *replay, Column *column)
{
	if (column->not_null == TRI_YES)
		return;
	column->not_null = replay->maybe ? TRI_UNKNOWN : TRI_YES;
	column->null_dropped = *replay->birth;
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
	if (spec->type)
		mv_model_set_type(replay, table, column, spec->type);
	if (spec->collation)
		column->collation = spec->collation;
	if (spec->default_value)
		column->default_value = spec->default_value->kind == EXPR_NULL ? NULL : spec->default_value;
	if (spec->identity != IDENTITY_NONE)
		column->identity = spec->identity;
	if (spec->generated != GENERATED_NONE) {
		column->generated = spec->generated;
		column->generation = spec->generation;
	}
	if (spec->not_null)
		mv_model_set_not_null(replay, column);
	if (spec->identity != IDENTITY_NONE || serial_base(spec->type))
		mv_model_serial(replay, table, column, spec->identity != IDENTITY_NONE);
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
		mv_model_copy_column(replay, family.items[i], column);
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

static void set_type(const Replay *replay, const ColumnType *change)
{
	ColumnTargets targets = column_targets(replay, &change->target, change->column.text);

	for (uint32_t i = 0; i < targets.columns.count; i++) {
		Column *column = targets.columns.items[i];

		/* an unwritten COLLATE means the type's own collation */
		column->collation = NULL;
		mv_model_set_type(replay, targets.tables.items[i], column, replay->maybe ? NULL : change->type);
	}
}

static void set_nullable(const Replay *replay, const ColumnChange *change, bool not_null)
{
	ColumnTargets targets = column_targets(replay, &change->target, change->column.text);

	for (uint32_t i = 0; i < targets.columns.count; i++) {
		Column *column = targets.columns.items[i];
		Table *table = targets.tables.items[i];

		if (not_null) {
			mv_model_set_not_null(replay, column);
			continue;
		}
		column->not_null = replay->maybe ? TRI_UNKNOWN : TRI_NO;
		for (uint32_t c = table->constraints.count; c > 0 && !replay->maybe; c--) {
			Constraint *constraint = table->constraints.items[c - 1];

			if (constraint->kind == CONSTRAINT_NOT_NULL && constraint->columns.count == 1 &&
			    strcmp(constraint->columns.items[0], column->name) == 0)
				mv_model_take_constraint(replay->schema, constraint);
		}
	}
}

static void set_default(const Replay *replay, const Target *target, const char *name, const Expression *value)
{
	ColumnTargets targets = column_targets(replay, target, name);

	for (uint32_t i = 0; i < targets.columns.count; i++) {
		Column *column = targets.columns.items[i];

		column->default_unknown = replay->maybe;
		column->default_value = value && value->kind == EXPR_NULL ? NULL : value;
	}
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

static void set_identity(const Replay *replay, const Target *target, const char *name, Identity identity, bool add)
{
	ColumnTargets targets = column_targets(replay, target, name);

	for (uint32_t i = 0; i < targets.columns.count && i < (targets.columns.count ? 1 : 0); i++) {
		Column *column = targets.columns.items[i];
		Table *table = targets.tables.items[i];

		column->identity = identity;
		if (add && !identity_sequence(table, column))
			mv_model_serial(replay, table, column, true);
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
		targets.columns.items[i]->generation = change->value;
}

static void drop_expression(const Replay *replay, const ColumnChange *change)
{
	ColumnTargets targets = column_targets(replay, &change->target, change->column.text);

	for (uint32_t i = 0; i < targets.columns.count && !replay->maybe; i++) {
		targets.columns.items[i]->generated = GENERATED_NONE;
		targets.columns.items[i]->generation = NULL;
	}
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
	/* a partition always loses it; a child in inheritance unless it declares the column itself */
	mv_model_family(replay, table, drop->target.only, &family);
	for (uint32_t i = family.count; i > 0; i--) {
		Column *own = mv_table_column(family.items[i - 1], drop->column.text);

		if (own && (i == 1 || own->inherited))
			mv_model_drop_column(replay, family.items[i - 1], own, drop->cascade);
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
		set_identity(replay, &change->as.identity->target, change->as.identity->column.text, change->as.identity->identity, true);
		break;
	case CHANGE_SET_IDENTITY:
		if (change->as.identity->identity != IDENTITY_NONE)
			set_identity(replay, &change->as.identity->target, change->as.identity->column.text,
				     change->as.identity->identity, false);
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
