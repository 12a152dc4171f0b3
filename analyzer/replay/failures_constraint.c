/* failures_constraint.c: constraints that the server would refuse. */
#include "failures.h"

#include <string.h>

/* ---- the table that gets the constraint: it exists, or is just being created ---- */

typedef struct Home {
	const Table *table;
	const CreateTable *create;
	const char *shown;
	bool complete; /* all its columns are known */
} Home;

static Home home_of(const Check *c, const Table *table, const CreateTable *create)
{
	Home home = { .table = table, .create = create };

	if (table) {
		home.shown = mv_shown_object(c, &table->object);
		home.complete = mv_fully_known(c, table);
		return home;
	}
	home.shown = create->name.name ? mv_shown(c, create->name.schema, create->name.name) : "?";
	home.complete = !create->inherits.count && !create->like.count && !create->partition_of.name && !create->of_type.name;
	for (uint32_t i = 0; i < create->columns.count; i++)
		home.complete = home.complete && create->columns.items[i]->name.text;
	return home;
}

static const ColumnSpec *spec_of(const CreateTable *create, const char *name)
{
	for (uint32_t i = 0; name && i < create->columns.count; i++) {
		if (mv_streq(create->columns.items[i]->name.text, name))
			return create->columns.items[i];
	}
	return NULL;
}

static bool has_column(const Check *c, const Home *home, const char *name)
{
	if (home->create)
		return spec_of(home->create, name) != NULL;
	if (mv_table_column(home->table, name))
		return true;
	/* ADD COLUMN x ... REFERENCES: the constraint stands in the definition of the column that is not there yet */
	return c->change->kind == CHANGE_ADD_COLUMN && mv_streq(c->change->as.add_column->column->name.text, name);
}

static const Type *type_of(const Check *c, const Home *home, const char *name)
{
	const ColumnSpec *spec = home->create ? spec_of(home->create, name) : NULL;
	const Column *column;

	if (!home->create && c->change->kind == CHANGE_ADD_COLUMN && mv_streq(c->change->as.add_column->column->name.text, name))
		spec = c->change->as.add_column->column;
	if (spec)
		return spec->type;
	column = home->table ? mv_table_column(home->table, name) : NULL;
	return column && mv_certain_column(c, home->table, column) ? column->type : NULL;
}

static bool unknown_columns(Check *c, const Home *home, const ConstraintSpec *spec)
{
	for (uint32_t i = 0; home->complete && i < spec->columns.count; i++) {
		const Ident *column = &spec->columns.items[i];

		if (!column->text || has_column(c, home, column->text))
			continue;
		return mv_refuse(c, "42703", "unknown-column", column->span, home->table ? &home->table->object : NULL,
				 home->table ? mv_column_help(c, home->table, column->text, "correct the name, or add the column first") :
					       "correct the name, or declare the column",
				 "column '%s' of table '%s' does not exist", column->text, home->shown);
	}
	return false;
}

/* ---- foreign keys ---- */

/* Types that compare with each other by one operator family, or coerce implicitly. */
typedef enum Family {
	FAMILY_UNKNOWN, FAMILY_INTEGER, FAMILY_NUMERIC, FAMILY_FLOAT, FAMILY_TEXT, FAMILY_UUID, FAMILY_BOOL, FAMILY_TIMESTAMP,
	FAMILY_BYTEA, FAMILY_JSONB, FAMILY_INTERVAL, FAMILY_INET,
} Family;

static Family family_of(const Type *type)
{
	static const struct {
		const char *name;
		Family family;
	} families[] = {
		{ "int2", FAMILY_INTEGER },	{ "int4", FAMILY_INTEGER },	{ "int8", FAMILY_INTEGER },
		{ "smallserial", FAMILY_INTEGER }, { "serial", FAMILY_INTEGER }, { "bigserial", FAMILY_INTEGER },
		{ "numeric", FAMILY_NUMERIC },	{ "float4", FAMILY_FLOAT },	{ "float8", FAMILY_FLOAT },
		{ "text", FAMILY_TEXT },	{ "varchar", FAMILY_TEXT },	{ "bpchar", FAMILY_TEXT },
		{ "uuid", FAMILY_UUID },	{ "bool", FAMILY_BOOL },	{ "date", FAMILY_TIMESTAMP },
		{ "timestamp", FAMILY_TIMESTAMP }, { "timestamptz", FAMILY_TIMESTAMP }, { "bytea", FAMILY_BYTEA },
		{ "jsonb", FAMILY_JSONB },	{ "interval", FAMILY_INTERVAL }, { "inet", FAMILY_INET },
	};

	if (!type || !type->name || type->unknown || type->column_type || type->dimensions || !mv_model_builtin_type(type))
		return FAMILY_UNKNOWN;
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		if (strcmp(families[i].name, type->name) == 0)
			return families[i].family;
	}
	return FAMILY_UNKNOWN;
}

/* Is one of them an enum, and the other certainly something else, or one an array and the other none? */
static bool surely_apart(const Check *c, const Type *from, const Type *to)
{
	Plain a = mv_plain_type(c, from), b = mv_plain_type(c, to);

	if ((!a.name && !a.object) || (!b.name && !b.object))
		return false;
	if (a.array != b.array)
		return true;
	return a.object != b.object;
}

/* Domains compare as what they are over. */
static Family family_under(const Check *c, const Type *type)
{
	Plain plain = mv_plain_type(c, type);

	return plain.name && !plain.array ? family_of(&(Type){ .schema = "pg_catalog", .name = plain.name }) : FAMILY_UNKNOWN;
}

static bool can_refer(Family from, Family to)
{
	if (from == FAMILY_UNKNOWN || to == FAMILY_UNKNOWN || from == to)
		return true;
	/* implicit casts: integer to numeric and float, numeric to float */
	return (from == FAMILY_INTEGER && (to == FAMILY_NUMERIC || to == FAMILY_FLOAT)) || (from == FAMILY_NUMERIC && to == FAMILY_FLOAT);
}

static bool same_set(const char *const *have, uint32_t have_count, const IdentVec *want)
{
	if (have_count != want->count)
		return false;
	for (uint32_t i = 0; i < want->count; i++) {
		bool found = false;

		for (uint32_t k = 0; k < have_count && !found; k++)
			found = mv_streq(have[k], want->items[i].text);
		if (!found)
			return false;
	}
	return true;
}

/* Is there a unique index that a foreign key can rest on, for all that is known? */
static bool is_unique(const Table *table, const IdentVec *columns)
{
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];
		NameVec names = { 0 };
		const char *room[64];
		bool plain = index->unique && !index->predicate && index->keys.count <= 64;

		names.items = room;
		for (uint32_t k = 0; plain && k < index->keys.count; k++) {
			plain = index->keys.items[k].column != NULL;
			if (plain)
				names.items[names.count++] = index->keys.items[k].column;
		}
		if (plain && same_set(names.items, names.count, columns))
			return true;
	}
	return false;
}

/* A table refers to itself while it is created: its own keys are in the statement. */
static bool is_unique_in(const CreateTable *create, const IdentVec *columns)
{
	for (uint32_t i = 0; i <= create->columns.count; i++) {
		const ConstraintSpecVec *specs = i < create->columns.count ? &create->columns.items[i]->constraints : &create->constraints;

		for (uint32_t k = 0; k < specs->count; k++) {
			const ConstraintSpec *spec = specs->items[k];
			const char *room[64];

			if ((spec->kind != CONSTRAINT_PRIMARY_KEY && spec->kind != CONSTRAINT_UNIQUE) || spec->columns.count > 64)
				continue;
			for (uint32_t n = 0; n < spec->columns.count; n++)
				room[n] = spec->columns.items[n].text;
			if (!columns->count ? spec->kind == CONSTRAINT_PRIMARY_KEY : same_set(room, spec->columns.count, columns))
				return true;
		}
	}
	return false;
}

static bool refers_to_itself(const Check *c, const Home *home, const ConstraintSpec *spec)
{
	return home->create && mv_streq(home->create->name.name, spec->referenced.name) &&
	       mv_streq(mv_model_namespace(c->schema, &home->create->name), mv_model_namespace(c->schema, &spec->referenced));
}

static bool types_differ(Check *c, const Home *home, const ConstraintSpec *spec, const Table *referenced)
{
	const Constraint *primary = mv_table_primary_key(referenced);
	uint32_t count = spec->referenced_columns.count ? spec->referenced_columns.count : primary ? primary->columns.count : 0;

	for (uint32_t i = 0; i < count && i < spec->columns.count; i++) {
		const char *name = spec->referenced_columns.count ? spec->referenced_columns.items[i].text : primary->columns.items[i];
		const Column *column = name ? mv_table_column(referenced, name) : NULL;
		const Type *from = spec->columns.items[i].text ? type_of(c, home, spec->columns.items[i].text) : NULL;

		if (!column || !column->type || !from || !mv_certain_column(c, referenced, column) ||
		    (can_refer(family_under(c, from), family_under(c, column->type)) && !surely_apart(c, from, column->type)))
			continue;
		return mv_refuse(c, "42804", "fk-type-mismatch", spec->columns.items[i].span.end ? spec->columns.items[i].span : spec->span,
				 &referenced->object, "give both columns the same type",
				 "column '%s' is of type '%s', but '%s.%s' that it refers to is of type '%s'", spec->columns.items[i].text,
				 mv_type_format(from, c->arena), mv_shown_object(c, &referenced->object), name,
				 mv_type_format(column->type, c->arena));
	}
	return false;
}

static bool not_unique(Check *c, const ConstraintSpec *spec, const Table *referenced)
{
	const char *shown = mv_shown_object(c, &referenced->object);

	if (!spec->referenced_columns.count) {
		if (mv_table_primary_key(referenced))
			return false;
		return mv_refuse(c, "42704", "fk-target-not-unique", spec->referenced.span, &referenced->object,
				 "name unique columns to refer to, or give the table a primary key", "table '%s' has no primary key to refer to",
				 shown);
	}
	if (is_unique(referenced, &spec->referenced_columns))
		return false;
	return mv_refuse(c, "42830", "fk-target-not-unique", spec->referenced_columns.items[0].span, &referenced->object,
			 "add a primary key, unique constraint or unique index (without WHERE) on exactly these columns first",
			 "no unique constraint of table '%s' covers the columns that the foreign key refers to", shown);
}

static bool other_persistence(Check *c, const Home *home, const ConstraintSpec *spec, const Table *referenced)
{
	Persistence own = home->create ? home->create->persistence : home->table->persistence;

	if (own == referenced->persistence || referenced->object.incomplete || !mv_certain(c, &referenced->object) ||
	    (home->table && (home->table->object.incomplete || !mv_certain(c, &home->table->object))) || own == PERSISTENCE_TEMPORARY ||
	    (own == PERSISTENCE_UNLOGGED && referenced->persistence == PERSISTENCE_PERMANENT))
		return false;
	return mv_refuse(c, "42P16", "invalid-definition", spec->referenced.span, &referenced->object, "refer to a table that is kept as long",
			 "'%s' is %s: a foreign key of '%s' cannot refer to it", mv_shown_object(c, &referenced->object),
			 referenced->persistence == PERSISTENCE_TEMPORARY ? "temporary" : "unlogged", home->shown);
}

static bool foreign_key(Check *c, const Home *home, const ConstraintSpec *spec)
{
	const Table *referenced;

	if (spec->referenced_columns.count && spec->columns.count && spec->referenced_columns.count != spec->columns.count)
		return mv_refuse(c, "42830", "fk-target-not-unique", spec->span, NULL, "name as many columns on both sides",
				 "the foreign key has %u columns, but refers to %u", (unsigned)spec->columns.count,
				 (unsigned)spec->referenced_columns.count);
	if (spec->not_valid && home->table && home->table->partition_by != PARTITION_NONE && mv_judged_version(c) && mv_judged_version(c) < 18 &&
	    mv_certain(c, &home->table->object))
		return mv_refuse(c, "42809", "fk-not-valid-on-partitioned", spec->span, &home->table->object,
				 "add it NOT VALID to each partition, validate it there, then add it to the partitioned table without NOT VALID",
				 "table '%s' is partitioned: before PostgreSQL 18 it cannot have a foreign key that is NOT VALID", home->shown);
	if (refers_to_itself(c, home, spec)) {
		if (!home->complete || is_unique_in(home->create, &spec->referenced_columns))
			return false;
		return mv_refuse(c, spec->referenced_columns.count ? "42830" : "42704", "fk-target-not-unique", spec->referenced.span, NULL,
				 "make the columns that it refers to the primary key, or unique",
				 "no unique constraint of table '%s' covers the columns that the foreign key refers to", home->shown);
	}
	if (mv_refuse_table(c, &spec->referenced, &referenced))
		return true;
	if (!referenced)
		return false;
	if ((referenced->object.kind == OBJ_VIEW || referenced->object.kind == OBJ_MATERIALIZED_VIEW) && mv_certain(c, &referenced->object))
		return mv_refuse(c, "42809", "wrong-object-kind", spec->referenced.span, &referenced->object, "refer to a table",
				 "'%s' is a %s: a foreign key cannot refer to it", mv_shown_object(c, &referenced->object),
				 mv_object_kind_name(referenced->object.kind));
	if (other_persistence(c, home, spec, referenced))
		return true;
	for (uint32_t i = 0; i < spec->referenced_columns.count; i++) {
		if (mv_refuse_column(c, referenced, &spec->referenced_columns.items[i]))
			return true;
	}
	if (mv_fully_known(c, referenced) && !c->schema->opaque_changes && not_unique(c, spec, referenced))
		return true;
	return types_differ(c, home, spec, referenced);
}

/* ---- keys ---- */

bool mv_failure_partition_key(Check *c, const IndexKeyVec *partition_keys, PartitionKind partition_by, const char *const *columns,
			      uint32_t count, Span span, const char *what)
{
	if (partition_by == PARTITION_NONE)
		return false;
	for (uint32_t i = 0; i < partition_keys->count; i++) {
		const char *key = partition_keys->items[i].column;
		bool found = false;

		/* unique constraints are impossible with expressions in the partition key */
		for (uint32_t k = 0; key && k < count && !found; k++)
			found = mv_streq(columns[k], key);
		if (!found)
			return mv_refuse(c, "0A000", "unique-misses-partition-key", span, NULL,
					 key ? "add the column to the key" : "partition by columns, or drop the key",
					 key ? "the %s leaves out column '%s' of the partition key" :
					       "the %s cannot be made: the partition key has an expression",
					 what, key);
	}
	return false;
}

static bool partition_key(Check *c, const Home *home, const ConstraintSpec *spec)
{
	const IndexKeyVec *keys = home->create ? &home->create->partition_keys : &home->table->partition_keys;
	PartitionKind by = home->create ? home->create->partition_by : home->table->partition_by;
	NameVec columns = { 0 };

	if (by == PARTITION_NONE || spec->kind == CONSTRAINT_EXCLUSION || (home->table && !mv_certain(c, &home->table->object)))
		return false;
	for (uint32_t i = 0; i < spec->columns.count; i++)
		*VEC_PUSH(c->arena, &columns) = spec->columns.items[i].text;
	return mv_failure_partition_key(c, keys, by, columns.items, columns.count, spec->span,
					spec->kind == CONSTRAINT_PRIMARY_KEY ? "primary key" : "unique constraint");
}

static bool bad_index(Check *c, const Home *home, const ConstraintSpec *spec)
{
	const QName *name = &spec->using_index;
	const Table *table = home->table;
	QName qualified = { .schema = table->object.schema, .name = name->name, .span = name->span };
	const Object *object = name->unknown ? NULL : mv_schema_relation(c->schema, &qualified);
	const TableIndex *index = (const TableIndex *)object;
	const char *why = NULL, *sqlstate = "42809";

	if (table->partition_by != PARTITION_NONE && mv_certain(c, &table->object))
		return mv_refuse(c, "0A000", "using-index-invalid", name->span, &table->object, "add the constraint without USING INDEX",
				 "table '%s' is partitioned: USING INDEX is not possible", home->shown);
	if (!object) {
		if (name->unknown || !mv_fully_known(c, table) || !mv_surely_absent(c, OBJ_INDEX, &qualified))
			return false;
		return mv_refuse(c, "42704", "unknown-index", name->span, &table->object,
				 "correct the name, or create the index before this statement", "index '%s' does not exist", name->name);
	}
	if (object->kind != OBJ_INDEX || !mv_certain(c, object) || object->incomplete)
		return false;
	if (index->table != table) {
		why = "belongs to another table";
		sqlstate = "55000";
	} else if (index->constraint) {
		why = "already belongs to a constraint";
		sqlstate = "55000";
	} else if (!index->unique) {
		why = "is not unique";
	} else if (index->predicate) {
		why = "has a WHERE clause";
	} else if (!mv_streq(index->access_method, "btree")) {
		why = "is not a btree index";
	}
	for (uint32_t i = 0; !why && i < index->keys.count; i++) {
		if (!index->keys.items[i].column)
			why = "is on an expression";
		else if (index->keys.items[i].descending || (index->keys.items[i].nulls_given && index->keys.items[i].nulls_first))
			why = "has a sort order of its own";
	}
	if (!why)
		return false;
	return mv_refuse(c, sqlstate, "using-index-invalid", name->span, object,
			 "use a unique btree index on plain columns of this table, without WHERE and with the default order",
			 "index '%s' %s: it cannot become a constraint", name->name, why);
}

static bool key(Check *c, const Home *home, const ConstraintSpec *spec)
{
	const Constraint *primary = home->table ? mv_table_primary_key(home->table) : NULL;

	if (spec->kind == CONSTRAINT_PRIMARY_KEY && primary && mv_certain_constraint(c, primary))
		return mv_refuse(c, "42P16", "several-primary-keys", spec->span, &home->table->object,
				 "drop the other primary key first, or add a unique constraint", "table '%s' already has a primary key", home->shown);
	if (spec->using_index.name)
		return home->table && bad_index(c, home, spec);
	if (partition_key(c, home, spec))
		return true;
	for (uint32_t i = 0; i < spec->columns.count; i++) {
		if (mv_refuse_index_type(c, type_of(c, home, spec->columns.items[i].text), "btree", spec->columns.items[i].text, spec->columns.items[i].span))
			return true;
	}
	if (spec->name.text && home->table) {
		QName name = { .schema = home->table->object.schema, .name = spec->name.text, .span = spec->name.span };

		return mv_refuse_taken(c, &name, PERSISTENCE_PERMANENT);
	}
	return false;
}

/* ---- CHECK ---- */

typedef struct Missing {
	const Check *c;
	const Home *home;
	const Expression *column;
} Missing;

static bool is_system_column(const char *name)
{
	static const char *const names[] = { "tableoid", "ctid", "xmin", "xmax", "cmin", "cmax" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

static bool look_for_missing(const Expression *expression, void *data)
{
	Missing *missing = data;

	/* sub-selects have columns of their own, but are not allowed here anyway */
	if (expression->kind == EXPR_SUBQUERY)
		return false;
	if (expression->kind == EXPR_COLUMN && expression->name && !expression->qualifier && strcmp(expression->name, "*") != 0 &&
	    !is_system_column(expression->name) && !has_column(missing->c, missing->home, expression->name) &&
	    /* a whole row goes by the table's name */
	    !mv_streq(expression->name, missing->home->create ? missing->home->create->name.name : missing->home->table->object.name))
		missing->column = expression;
	return !missing->column;
}

bool mv_refuse_expression_columns(Check *c, const Table *table, const CreateTable *create, const Expression *expression)
{
	Home home = home_of(c, table, create);
	Missing missing = { .c = c, .home = &home };

	if (!home.complete || !expression || (table && c->schema->opaque_changes && !mv_certain(c, &table->object)))
		return false;
	mv_expr_walk(expression, look_for_missing, &missing);
	if (!missing.column)
		return false;
	return mv_refuse(c, "42703", "unknown-column", missing.column->span, table ? &table->object : NULL,
			 table ? mv_column_help(c, table, missing.column->name, "correct the name, or add the column first") :
				 "correct the name, or declare the column",
			 "column '%s' of table '%s' does not exist", missing.column->name, home.shown);
}

/* ---- adding ---- */

static bool column_repeated(Check *c, const ConstraintSpec *spec)
{
	if (spec->kind != CONSTRAINT_PRIMARY_KEY && spec->kind != CONSTRAINT_UNIQUE)
		return false;
	for (uint32_t i = 0; i < spec->columns.count; i++) {
		for (uint32_t k = 0; k < i; k++) {
			if (spec->columns.items[i].text && mv_streq(spec->columns.items[k].text, spec->columns.items[i].text))
				return mv_refuse(c, "42701", "duplicate-column", spec->columns.items[i].span, NULL, "name the column once",
						 "column '%s' is twice in the key", spec->columns.items[i].text);
		}
	}
	return false;
}

bool mv_failure_add_constraint(Check *c, const Table *table, const CreateTable *create, const ConstraintSpec *spec)
{
	Home home = home_of(c, table, create);

	/* the count first: a table may have very many constraints */
	if (table && spec->name.text && mv_model_name_count(c->schema, OBJ_CONSTRAINT, table->object.schema, spec->name.text)) {
		const Constraint *taken = mv_table_constraint(table, spec->name.text);

		if (taken && mv_certain_constraint(c, taken))
			return mv_refuse(c, taken->index && (spec->kind == CONSTRAINT_PRIMARY_KEY || spec->kind == CONSTRAINT_UNIQUE) &&
							    !spec->using_index.name ? "42P07" : "42710",
					 "already-exists", spec->name.span, NULL, "choose another name, or drop the other one first",
					 "constraint '%s' of table '%s' already exists", spec->name.text, home.shown) && mv_made_by(c, &taken->birth);
	}
	if (unknown_columns(c, &home, spec) || column_repeated(c, spec))
		return true;
	if (spec->kind == CONSTRAINT_CHECK && (spec->deferrable || spec->initially_deferred))
		return mv_refuse(c, "42601", "invalid-definition", spec->span, NULL, "leave DEFERRABLE out", "a check cannot be deferrable");
	switch (spec->kind) {
	case CONSTRAINT_NOT_NULL:
		return false;
	case CONSTRAINT_CHECK:
		return mv_refuse_check(c, table, create, spec->expression);
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
	case CONSTRAINT_EXCLUSION:
		return key(c, &home, spec);
	case CONSTRAINT_FOREIGN_KEY:
		return foreign_key(c, &home, spec);
	}
	return false;
}

/* ---- dropping, validating, altering ---- */

/* A foreign key that rests on this key alone. */
static const Constraint *key_resting_on(const Check *c, const Constraint *constraint)
{
	const Table *table = constraint->table;

	for (uint32_t i = 0; constraint->index && i < table->referencing.count; i++) {
		const Constraint *foreign = table->referencing.items[i];
		IdentVec columns = { 0 };
		uint32_t unique = 0;

		for (uint32_t k = 0; k < foreign->referenced_columns.count; k++)
			*VEC_PUSH(c->arena, &columns) = (Ident){ .text = foreign->referenced_columns.items[k] };
		if (!columns.count || !same_set(constraint->columns.items, constraint->columns.count, &columns))
			continue;
		/* with a second key over the same columns it is not known on which one it rests */
		for (uint32_t x = 0; x < table->indexes.count; x++)
			unique += table->indexes.items[x]->unique && table->indexes.items[x]->keys.count == columns.count;
		if (unique == 1 && mv_certain_constraint(c, foreign) && !foreign->inherited)
			return foreign;
	}
	return NULL;
}

/* VALIDATE is for checks and foreign keys, DEFERRABLE for foreign keys. */
static bool wrong_kind(Check *c, const Constraint *constraint, const ConstraintChange *alter)
{
	bool key = constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE || constraint->kind == CONSTRAINT_EXCLUSION;

	if (c->change->kind == CHANGE_VALIDATE_CONSTRAINT && key)
		return mv_refuse(c, "42809", "wrong-object-kind", alter->name.span, &constraint->table->object, "leave it out: the constraint holds already",
				 "constraint '%s' is a %s: only checks and foreign keys are validated", constraint->name,
				 mv_constraint_kind_name(constraint->kind));
	if (c->change->kind != CHANGE_ALTER_CONSTRAINT || alter->deferrable == TRI_UNKNOWN || (!key && constraint->kind != CONSTRAINT_CHECK))
		return false;
	return mv_refuse(c, "42809", "wrong-object-kind", alter->name.span, &constraint->table->object, "drop it and add it again as it shall be",
			 "constraint '%s' is a %s: only foreign keys can be altered so", constraint->name, mv_constraint_kind_name(constraint->kind));
}

bool mv_failure_constraint(Check *c)
{
	const Change *change = c->change;
	const ConstraintChange *alter = change->as.constraint;
	const Target *target = change->kind == CHANGE_ADD_CONSTRAINT ? &change->as.add_constraint->target : &alter->target;
	const Table *table;
	const Constraint *constraint, *foreign;

	if (target->if_exists && !mv_schema_relation(c->schema, &target->table))
		return false;
	if (mv_refuse_table(c, &target->table, &table))
		return true;
	if (!table)
		return false;
	if (change->kind == CHANGE_ADD_CONSTRAINT)
		return mv_failure_add_constraint(c, table, NULL, change->as.add_constraint->constraint);
	if (!alter->name.text)
		return false;
	constraint = mv_table_constraint(table, alter->name.text);
	if (!constraint) {
		/* 18 has a constraint for each NOT NULL, under a generated name */
		bool may_be_not_null = mv_str_ends(mv_str(alter->name.text), STR("_not_null")) || strstr(alter->name.text, "_not_null");

		if (alter->if_exists || may_be_not_null || !mv_fully_known(c, table) || c->schema->opaque_changes)
			return false;
		return mv_refuse(c, "42704", "unknown-constraint", alter->name.span, &table->object,
				 change->kind == CHANGE_DROP_CONSTRAINT ? "correct the name, or write IF EXISTS" : "correct the name",
				 "constraint '%s' of table '%s' does not exist", alter->name.text, mv_shown_object(c, &table->object));
	}
	if (mv_certain_constraint(c, constraint) && wrong_kind(c, constraint, alter))
		return true;
	if (change->kind != CHANGE_DROP_CONSTRAINT || !mv_certain_constraint(c, constraint))
		return false;
	if (constraint->inherited && table->parents.count && mv_certain(c, &table->object) && mv_certain(c, &table->parents.items[0]->object))
		return mv_refuse(c, "42P16", "dependent-objects", alter->name.span, &table->parents.items[0]->object, "drop the constraint of the parent table",
				 "constraint '%s' of '%s' is inherited and cannot be dropped here", constraint->name, mv_shown_object(c, &table->object));
	if (alter->cascade)
		return false;
	foreign = key_resting_on(c, constraint);
	if (!foreign)
		return false;
	return mv_refuse(c, "2BP01", "dependent-objects", alter->name.span, &foreign->table->object, "drop the foreign key first",
			 "foreign key '%s' of table '%s' rests on constraint '%s', so it cannot be dropped", foreign->name,
			 mv_shown_object(c, &foreign->table->object), constraint->name);
}
