/* rename_object.c: a name that code may spell out changes. */
#include "migvet/facts.h"

/* How code uses the name; NULL: it does not (triggers, policies, ...), or another rule tells. */
static const char *use_of(ObjectKind kind)
{
	switch (kind) {
	case OBJ_CONSTRAINT:
		return "code that says ON CONFLICT ON CONSTRAINT, or looks for the name in an error, does not find it any more";
	case OBJ_INDEX:
		return "code that looks for the name in a unique violation does not find it any more";
	case OBJ_SEQUENCE:
		return "nextval() and currval() of running code, which name it, fail with 42P01";
	case OBJ_TYPE:
	case OBJ_ENUM:
	case OBJ_DOMAIN:
	case OBJ_COMPOSITE:
	case OBJ_RANGE:
		return "casts and parameters of running code, which name it, fail with 42704";
	case OBJ_ATTRIBUTE:
		return "running code that names it fails with 42703";
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
	case OBJ_AGGREGATE:
	case OBJ_ROUTINE:
		return "calls of running code fail with 42883";
	case OBJ_ROLE:
		return "whoever logs in under the old name, or says SET ROLE, fails";
	case OBJ_NONE:
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
	case OBJ_COLUMN:
	case OBJ_DOMAIN_CONSTRAINT:
	case OBJ_TRIGGER:
	case OBJ_EVENT_TRIGGER:
	case OBJ_RULE:
	case OBJ_POLICY:
	case OBJ_ENUM_VALUE:
	case OBJ_SCHEMA:
	case OBJ_EXTENSION:
	case OBJ_DATABASE:
	case OBJ_TABLESPACE:
	case OBJ_COLLATION:
	case OBJ_CONVERSION:
	case OBJ_CAST:
	case OBJ_OPERATOR:
	case OBJ_OPERATOR_CLASS:
	case OBJ_OPERATOR_FAMILY:
	case OBJ_TEXT_SEARCH:
	case OBJ_STATISTICS:
	case OBJ_PUBLICATION:
	case OBJ_SUBSCRIPTION:
	case OBJ_SERVER:
	case OBJ_FOREIGN_DATA_WRAPPER:
	case OBJ_USER_MAPPING:
	case OBJ_LANGUAGE:
	case OBJ_TRANSFORM:
	case OBJ_ACCESS_METHOD:
	case OBJ_DEFAULT_PRIVILEGES:
	case OBJ_LARGE_OBJECT:
	case OBJ_KIND_COUNT:
		return NULL;
	}
	return NULL;
}

static bool is_routine(ObjectKind kind)
{
	return kind == OBJ_FUNCTION || kind == OBJ_PROCEDURE || kind == OBJ_AGGREGATE || kind == OBJ_ROUTINE;
}

/* Is it, or what it belongs to, new to everybody else? Of what is not known: no. */
static bool is_new(const RuleContext *context, const Change *change, ObjectKind kind)
{
	const Rename *rename = change->as.rename;
	const Object *object;
	const Table *table;
	const Constraint *constraint;
	uint32_t count;

	if (kind == OBJ_CONSTRAINT) {
		table = mv_target_table(context, change);
		constraint = table && rename->part.text ? mv_table_constraint(table, rename->part.text) : NULL;
		return (table && mv_is_harmless_table(context, table)) || (constraint && mv_is_new(context, &constraint->birth));
	}
	if (kind == OBJ_INDEX || kind == OBJ_SEQUENCE) {
		object = mv_schema_relation(context->schema, &rename->name);
		if (object && object->kind == OBJ_INDEX && mv_is_harmless_table(context, ((const TableIndex *)object)->table))
			return true;
		return object && mv_is_new(context, &object->birth);
	}
	if (is_routine(kind)) {
		const Function *function = mv_schema_function(context->schema, rename->name.schema, rename->name.name, &count);

		return function && mv_is_new(context, &function->object.birth);
	}
	object = kind == OBJ_ROLE ? mv_schema_other(context->schema, OBJ_ROLE, NULL, rename->name.name) :
					      mv_schema_type(context->schema, rename->name.schema, rename->name.name);
	return object && mv_is_new(context, &object->birth);
}

/* The table that the index, constraint or sequence belongs to; NULL: not known, or neither. */
static const Table *table_of(const RuleContext *context, const Change *change, ObjectKind kind)
{
	const Object *object;

	if (kind == OBJ_CONSTRAINT)
		return mv_target_table(context, change);
	object = kind == OBJ_INDEX || kind == OBJ_SEQUENCE ? mv_schema_relation(context->schema, &change->as.rename->name) : NULL;
	if (object && object->kind == OBJ_SEQUENCE)
		return ((const Sequence *)object)->owner_table;
	return object && object->kind == OBJ_INDEX ? ((const TableIndex *)object)->table : NULL;
}

/* Names that code cannot use: of indexes that no error tells, of functions that only triggers call. */
static bool is_never_named(const RuleContext *context, const Rename *rename, ObjectKind kind)
{
	uint32_t count;

	if (kind == OBJ_INDEX) {
		const Object *object = mv_schema_relation(context->schema, &rename->name);

		return object && object->kind == OBJ_INDEX && !((const TableIndex *)object)->unique;
	}
	if (is_routine(kind)) {
		const Function *function = mv_schema_function(context->schema, rename->name.schema, rename->name.name, &count);

		return function && count == 1 && function->def->returns && mv_streq(function->def->returns->name, "trigger");
	}
	return false;
}

/* The table gets another name as well: rename-table tells. */
static bool renames_table(const Change *change, const void *data)
{
	const Table *table = data;

	return change->kind == CHANGE_RENAME_TABLE && (mv_streq(change->as.rename->name.name, table->object.name) ||
						       mv_streq(change->as.rename->new_name.text, table->object.name));
}

/* Something under the old name again: a wrapper, a copy, the next one in a swap. */
static bool stands_in(const Change *change, const void *data)
{
	const Rename *rename = data;
	const char *old = rename->part.text ? rename->part.text : rename->name.name;

	if (change->kind == CHANGE_CREATE_INDEX)
		return rename->object == OBJ_INDEX && mv_streq(change->as.index->name.text, old);
	if (change->kind == CHANGE_ADD_CONSTRAINT)
		return rename->object == OBJ_CONSTRAINT && mv_streq(change->as.add_constraint->constraint->name.text, old);
	if (change->kind == CHANGE_CREATE_SEQUENCE)
		return rename->object == OBJ_SEQUENCE && mv_streq(change->as.sequence->name.name, old);
	if (change->kind == CHANGE_CREATE_FUNCTION)
		return is_routine(rename->object) && mv_streq(change->as.function->name.name, old);
	if (change->kind == CHANGE_CREATE_DOMAIN)
		return mv_streq(change->as.domain->name.name, old);
	if (change->kind == CHANGE_CREATE_ENUM || change->kind == CHANGE_CREATE_COMPOSITE || change->kind == CHANGE_CREATE_RANGE ||
	    change->kind == CHANGE_CREATE_TYPE)
		return mv_streq(change->as.type->name.name, old);
	return (change->kind == CHANGE_RENAME_OBJECT || change->kind == CHANGE_RENAME_INDEX || change->kind == CHANGE_RENAME_CONSTRAINT) &&
	       change->as.rename->object == rename->object && mv_streq(change->as.rename->new_name.text, old);
}

/* The one that had the new name went away just before: this takes its place. */
static bool makes_way(const Change *change, const void *data)
{
	const Rename *rename = data;
	const char *name = rename->new_name.text;

	if (change->kind == CHANGE_DROP_INDEX || change->kind == CHANGE_DROP_SEQUENCE || change->kind == CHANGE_DROP_TYPE ||
	    change->kind == CHANGE_DROP_DOMAIN || change->kind == CHANGE_DROP_FUNCTION)
		return mv_streq(change->as.drop->name.name, name);
	if (change->kind == CHANGE_DROP_CONSTRAINT)
		return mv_streq(change->as.constraint->name.text, name);
	return (change->kind == CHANGE_RENAME_OBJECT || change->kind == CHANGE_RENAME_INDEX || change->kind == CHANGE_RENAME_CONSTRAINT) &&
	       mv_streq(change->as.rename->part.text ? change->as.rename->part.text : change->as.rename->name.name, name);
}

/* ALTER TABLE renames indexes and sequences as well. */
static ObjectKind renamed_kind(const RuleContext *context, const Rename *rename)
{
	const Object *object = rename->object == OBJ_TABLE ? mv_schema_relation(context->schema, &rename->name) : NULL;

	return object && (object->kind == OBJ_SEQUENCE || object->kind == OBJ_INDEX) ? object->kind : rename->object;
}

static void check(RuleContext *context, const Change *change)
{
	const Rename *rename = change->as.rename;
	ObjectKind kind = renamed_kind(context, rename);
	const char *use = use_of(kind), *old = rename->part.text ? rename->part.text : rename->name.name;
	const Table *table = table_of(context, change, kind);
	Finding *finding;

	if (!use || !old || !rename->new_name.text || rename->name.unknown || is_new(context, change, kind) ||
	    is_never_named(context, rename, kind) || (table && mv_find_change(context->migration, NULL, renames_table, table)) ||
	    mv_find_change(context->migration, change, stands_in, rename) ||
	    mv_find_earlier(context->migration, change, makes_way, rename))
		return;
	finding = mv_report(context, change, change->span, "%s '%s' becomes '%s': %s", mv_object_kind_name(kind), old,
			    rename->new_name.text, use);
	mv_finding_subject(context, finding, "%s", old);
	mv_finding_help(context, finding, "look for '%s' in the code before; %s", old,
			is_routine(kind) ? "a function of the old name that calls the new one keeps it running" :
						     "release code that knows both names, or keep the old one");
}

const Rule mv_rule_rename_object = {
	.id = "rename-object",
	.name = "RenameObject",
	.number = 270,
	.category = "compat",
	.severity = SEVERITY_INFO,
	.on = ON(CHANGE_RENAME_OBJECT, CHANGE_RENAME_INDEX, CHANGE_RENAME_CONSTRAINT, CHANGE_RENAME_TABLE),
	.check = check,
	.doc = {
		.summary = "a constraint, index, sequence, type, function or role that running code may name is renamed",
		.why =
			"Inside of the database everything follows a rename. Code does not: ON CONFLICT ON CONSTRAINT, a handler that looks for a\n"
			"constraint's name in an error, nextval('..'), a cast to an enum, a call of a function fail until the last old instance is\n"
			"gone. Triggers, policies, indexes that are not unique and functions of triggers are not named by code: they may be renamed\n"
			"at will. What is renamed along with its table is rename-table's story.",
		.instead =
			"1. release code that does not need the name, or that knows both\n"
			"2. rename; for a function leave one of the old name that calls it",
		.bad =
			"CREATE SEQUENCE numbers;\n"
			"-- next migration\n"
			"ALTER SEQUENCE numbers RENAME TO invoice_numbers;",
		.good =
			"CREATE SEQUENCE numbers;\n"
			"ALTER SEQUENCE numbers RENAME TO invoice_numbers;",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT",
		.since = "0.1.0",
	},
};
