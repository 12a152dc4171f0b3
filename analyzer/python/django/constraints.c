/*
 * constraints.c: CheckConstraint, UniqueConstraint, ExclusionConstraint.
 */
#include "expression.h"
#include "parts.h"

#include <string.h>

typedef enum ConstraintKind { KIND_UNKNOWN, KIND_CHECK, KIND_UNIQUE, KIND_EXCLUSION } ConstraintKind;

static ConstraintKind kind_of(Lowering *lowering, const ModelPart *constraint, const char **reason)
{
	static const char *const own_code[] = { "create_sql", "constraint_sql", "_get_check_sql", "__init__", NULL };
	const char *class_ = mv_django_class_name(lowering->arena, constraint->value);

	if (class_ && !constraint->value->as.call->open && !mv_django_own_code(constraint->value, own_code)) {
		if (strcmp(class_, "CheckConstraint") == 0)
			return KIND_CHECK;
		if (strcmp(class_, "UniqueConstraint") == 0)
			return KIND_UNIQUE;
		if (strcmp(class_, "ExclusionConstraint") == 0)
			return KIND_EXCLUSION;
	}
	*reason = mv_arena_format(lowering->arena, "the constraint class '%s' is not known",
				  mv_value_is(constraint->value, VALUE_CALL) && mv_value_last_name(constraint->value->as.call->callee) ?
					  mv_value_last_name(constraint->value->as.call->callee) :
					  "?");
	return KIND_UNKNOWN;
}

static const Value *given(const Value *call, const char *name)
{
	const Value *value = mv_call_argument(call, -1, name);

	return mv_value_is(value, VALUE_NONE) ? NULL : value;
}

/* " DEFERRABLE INITIALLY DEFERRED"; NULL: not known. */
static const char *deferrable(const Value *constraint)
{
	const Value *value = given(constraint, "deferrable");
	const char *name = mv_value_last_name(value);

	if (!value)
		return "";
	if (mv_value_is(value, VALUE_CALL) && mv_value_text(mv_call_argument(value, 0, "value")))
		name = mv_value_text(mv_call_argument(value, 0, "value"));
	if (mv_value_is(value, VALUE_SUBSCRIPT) && mv_value_text(value->as.operation.operands[1]))
		name = mv_value_text(value->as.operation.operands[1]);
	if (name && mv_str_eq_case(mv_str(name), STR("deferred")))
		return " DEFERRABLE INITIALLY DEFERRED";
	if (name && mv_str_eq_case(mv_str(name), STR("immediate")))
		return " DEFERRABLE INITIALLY IMMEDIATE";
	return NULL;
}

/* ---- CHECK ---- */

static const Value *check_condition(const ModelPart *constraint)
{
	const Value *condition = given(constraint->value, "condition");

	return condition ? condition : given(constraint->value, "check");
}

static bool check_body(Lowering *lowering, Moment moment, const Model *model, const ModelPart *constraint, Ddl *ddl, const char **reason)
{
	bool any;

	mv_ddl_format(ddl, "CONSTRAINT %s CHECK (", mv_django_quote(lowering->arena, constraint->name));
	if (!mv_django_part_condition(lowering, moment, model, check_condition(constraint), "", ")", ddl, &any, reason))
		return false;
	if (!any)
		*reason = "the condition of the constraint is not known";
	return any;
}

/* ---- UNIQUE ---- */

static bool unique_is_index(const ModelPart *constraint)
{
	const Value *value = constraint->value;
	const struct ValueList *opclasses = mv_value_items(given(value, "opclasses")), *include = mv_value_items(given(value, "include"));

	return given(value, "condition") || (include && include->items.count) || (opclasses && opclasses->items.count) ||
	       value->as.call->args.count;
}

static const char *nulls_distinct(Lowering *lowering, const ModelPart *constraint)
{
	const Value *value = given(constraint->value, "nulls_distinct");

	if (!value || lowering->version < 500)
		return "";
	return mv_value_truth(value) == TRI_NO ? " NULLS NOT DISTINCT" : " NULLS DISTINCT";
}

/* UNIQUE (a, b), behind CONSTRAINT name */
static bool unique_body(Lowering *lowering, Moment moment, const Model *model, const ModelPart *constraint, Ddl *ddl, PartFields *fields,
			const char **reason)
{
	const char *defer = deferrable(constraint->value);

	if (!mv_django_fields_of(lowering, moment, model, constraint->value, "fields", fields, reason))
		return false;
	if (!defer || !fields->count) {
		*reason = defer ? "the fields of the constraint are not known" : "the value of 'deferrable' is not known";
		return false;
	}
	mv_ddl_format(ddl, "CONSTRAINT %s UNIQUE%s (", mv_django_quote(lowering->arena, constraint->name), nulls_distinct(lowering, constraint));
	for (uint32_t i = 0; i < fields->count; i++) {
		mv_ddl_text(ddl, i ? ", " : "");
		mv_ddl_column(ddl, model->table, fields->columns[i]);
	}
	mv_ddl_format(ddl, ")%s", defer);
	return true;
}

static Ddl *unique_index(Lowering *lowering, Moment moment, const Model *model, const ModelPart *constraint, const char **reason)
{
	CatalogEntry entry = { .kind = CATALOG_INDEX, .name = constraint->name, .unique = true, .method = "btree" };
	PartFields fields, include;
	Ddl *ddl = mv_ddl_new(lowering);
	bool partial;

	if (!mv_django_fields_of(lowering, moment, model, constraint->value, "fields", &fields, reason) ||
	    !mv_django_fields_of(lowering, moment, model, constraint->value, "include", &include, reason))
		return NULL;
	mv_ddl_format(ddl, "CREATE UNIQUE INDEX %s ON ", mv_django_quote(lowering->arena, constraint->name));
	mv_ddl_table(ddl, model->table);
	mv_ddl_text(ddl, " (");
	fields.descending = NULL;
	if (!mv_django_part_columns(lowering, moment, model, constraint->value, &fields, ddl, reason))
		return NULL;
	mv_ddl_text(ddl, ")");
	mv_django_include(ddl, model, &include);
	mv_ddl_text(ddl, nulls_distinct(lowering, constraint));
	if (!mv_django_part_condition(lowering, moment, model, given(constraint->value, "condition"), " WHERE ", "", ddl, &partial, reason))
		return NULL;
	entry.columns = fields.columns;
	entry.column_count = fields.count;
	entry.partial = partial || !fields.count;
	mv_ddl_adds(ddl, model->table, &entry);
	return ddl;
}

/* ---- EXCLUDE ---- */

static const char *operator_text(const Value *value)
{
	static const char *const operators[][2] = {
		{ "EQUAL", "=" },     { "NOT_EQUAL", "<>" }, { "CONTAINS", "@>" }, { "CONTAINED_BY", "<@" }, { "OVERLAPS", "&&" },
		{ "FULLY_LT", "<<" }, { "FULLY_GT", ">>" },  { "NOT_LT", "&>" },   { "NOT_GT", "&<" },	     { "ADJACENT_TO", "-|-" },
	};
	const char *name = mv_value_last_name(value);

	if (mv_value_text(value))
		return mv_value_text(value);
	for (size_t i = 0; name && i < sizeof operators / sizeof operators[0]; i++) {
		if (strcmp(operators[i][0], name) == 0)
			return operators[i][1];
	}
	return NULL;
}

static bool exclusion_body(Lowering *lowering, Moment moment, const Model *model, const ModelPart *constraint, Ddl *ddl, const char **reason)
{
	const Value *value = constraint->value, *method = given(value, "index_type");
	const struct ValueList *expressions = mv_value_items(given(value, "expressions")), *opclasses = mv_value_items(given(value, "opclasses"));
	const char *defer = deferrable(value);
	PartFields include;
	bool any;

	if (!expressions || expressions->open || !defer || (method && !mv_value_text(method))) {
		*reason = "an argument of the exclusion constraint is not known";
		return false;
	}
	mv_ddl_format(ddl, "CONSTRAINT %s EXCLUDE USING %s (", mv_django_quote(lowering->arena, constraint->name),
		      method ? mv_value_text(method) : "GIST");
	for (uint32_t i = 0; i < expressions->items.count; i++) {
		const struct ValueList *pair = mv_value_items(expressions->items.items[i]);
		const char *operator = pair && pair->items.count == 2 ? operator_text(pair->items.items[1]) : NULL;
		const char *opclass = opclasses && i < opclasses->items.count ? mv_value_text(opclasses->items.items[i]) : NULL;
		Compiler compiler = mv_term_compiler(lowering, moment, model);
		const char *sql = NULL;

		if (operator && lowering->version >= 401) {
			sql = mv_term_index_expression(&compiler, pair->items.items[0]);
		} else if (operator) {
			Term term = mv_term_build(&compiler, pair->items.items[0]);

			sql = term.outcome == OUTCOME_SQL ? term.sql : NULL;
		}
		if (!sql) {
			*reason = compiler.reason ? compiler.reason : "the operator of an exclusion constraint is not known";
			return false;
		}
		mv_ddl_text(ddl, i ? ", " : "");
		mv_ddl_origin(ddl, pair->items.items[0]);
		mv_ddl_format(ddl, opclass && *opclass ? "%s %s" : "%s", sql, opclass);
		mv_ddl_origin(ddl, NULL);
		mv_ddl_format(ddl, " WITH %s", operator);
	}
	mv_ddl_text(ddl, ")");
	if (!mv_django_fields_of(lowering, moment, model, value, "include", &include, reason))
		return false;
	mv_django_include(ddl, model, &include);
	if (!mv_django_part_condition(lowering, moment, model, given(value, "condition"), " WHERE (", ")", ddl, &any, reason))
		return false;
	mv_ddl_text(ddl, defer);
	return true;
}

/* ---- in CREATE TABLE, by itself, away ---- */

static bool body(Lowering *lowering, Moment moment, const Model *model, const ModelPart *constraint, ConstraintKind kind, Ddl *ddl,
		 CatalogEntry *entry, const char **reason)
{
	PartFields fields = { 0 };
	bool ok = false;

	switch (kind) {
	case KIND_UNKNOWN: return false;
	case KIND_CHECK:
		ok = check_body(lowering, moment, model, constraint, ddl, reason);
		*entry = (CatalogEntry){ .kind = CATALOG_CHECK };
		break;
	case KIND_UNIQUE:
		ok = unique_body(lowering, moment, model, constraint, ddl, &fields, reason);
		*entry = (CatalogEntry){ .kind = CATALOG_UNIQUE, .columns = fields.columns, .column_count = fields.count, .unique = true };
		break;
	case KIND_EXCLUSION:
		ok = exclusion_body(lowering, moment, model, constraint, ddl, reason);
		*entry = (CatalogEntry){ .kind = CATALOG_EXCLUSION };
		break;
	}
	entry->name = constraint->name;
	return ok;
}

static bool nameless(const ModelPart *constraint, const char **reason)
{
	if (!constraint->name)
		*reason = "the name of the constraint is not known";
	return !constraint->name;
}

bool mv_django_constraint_inline(Lowering *lowering, Moment moment, const Model *model, const ModelPart *constraint, Ddl *table_ddl,
				 const char **reason)
{
	ConstraintKind kind = kind_of(lowering, constraint, reason);
	CatalogEntry entry;
	Ddl *ddl;

	if (kind == KIND_UNKNOWN || nameless(constraint, reason))
		return false;
	if (kind == KIND_UNIQUE && (unique_is_index(constraint) || *nulls_distinct(lowering, constraint))) {
		ddl = mv_django_constraint_create(lowering, moment, model, constraint, reason);
		if (ddl)
			mv_ddl_defer(ddl);
		return ddl != NULL;
	}
	ddl = mv_ddl_new(lowering);
	if (!body(lowering, moment, model, constraint, kind, ddl, &entry, reason))
		return false;
	mv_ddl_text(table_ddl, ", ");
	mv_ddl_append(table_ddl, ddl);
	mv_ddl_adds(table_ddl, model->table, &entry);
	return true;
}

Ddl *mv_django_constraint_create(Lowering *lowering, Moment moment, const Model *model, const ModelPart *constraint, const char **reason)
{
	ConstraintKind kind = kind_of(lowering, constraint, reason);
	CatalogEntry entry;
	Ddl *ddl;

	if (kind == KIND_UNKNOWN || nameless(constraint, reason))
		return NULL;
	if (kind == KIND_UNIQUE && unique_is_index(constraint))
		return unique_index(lowering, moment, model, constraint, reason);
	ddl = mv_ddl_new(lowering);
	mv_ddl_text(ddl, "ALTER TABLE ");
	mv_ddl_table(ddl, model->table);
	mv_ddl_text(ddl, " ADD ");
	if (!body(lowering, moment, model, constraint, kind, ddl, &entry, reason))
		return NULL;
	mv_ddl_adds(ddl, model->table, &entry);
	return ddl;
}

void mv_django_constraint_remove(Lowering *lowering, const Model *model, const ModelPart *constraint)
{
	const char *reason = NULL;
	ConstraintKind kind = kind_of(lowering, constraint, &reason);

	if (!constraint->name) {
		mv_django_opaque(lowering, "the name of the constraint is not known");
	} else if (kind == KIND_UNKNOWN) {
		mv_django_opaque(lowering, "%s", reason);
	} else {
		if (kind == KIND_UNIQUE && unique_is_index(constraint))
			mv_ddl_execute(lowering, "DROP INDEX IF EXISTS %s", mv_django_quote(lowering->arena, constraint->name));
		else
			mv_ddl_execute(lowering, "ALTER TABLE %s DROP CONSTRAINT %s", mv_django_quote(lowering->arena, model->table),
				       mv_django_quote(lowering->arena, constraint->name));
		mv_catalog_drop(lowering->catalog, model->table, constraint->name);
	}
}

ModelPart mv_django_part_read(Lowering *lowering, const Value *value)
{
	(void)lowering;
	return (ModelPart){ .name = mv_value_text(mv_call_argument(value, -1, "name")), .value = value };
}
