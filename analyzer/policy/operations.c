/* operations.c: operations that are not done here, and tables that get no more foreign keys. */
#include "policy.h"

#include <string.h>

/* ---- forbidden-operations ---- */

/* Any part of ALTER TABLE, on a table: its own kinds say what is done. */
#define ALTER_TABLE "alter table"

static const ChangeKind every_kind[] = {
#define X(kind, member, words) CHANGE_##kind,
	MV_CHANGE_KINDS(X)
#undef X
	CHANGE_NONE
};

const char *const *mv_operation_words(void)
{
	static const char *const words[] = {
#define X(kind, member, words) words,
		MV_CHANGE_KINDS(X)
#undef X
		NULL
	};

	return words;
}

static bool alters_table(const Change *change)
{
	const Target *target = mv_change_target(change);

	switch ((int)change->kind) {
	case CHANGE_RENAME_TABLE:
		return true;
	case CHANGE_RENAME_COLUMN:
	case CHANGE_RENAME_CONSTRAINT:
		return change->as.rename->relation_kind == OBJ_TABLE || change->kind == CHANGE_RENAME_CONSTRAINT;
	case CHANGE_SET_SCHEMA:
		return change->as.set_schema->object == OBJ_TABLE;
	case CHANGE_SET_OWNER:
		return change->as.set_owner->object == OBJ_TABLE;
	}
	return target && target->object == OBJ_TABLE;
}

static const char *forbidden_word(const PolicyConfig *policy, const Change *change)
{
	const char *words = mv_change_kind_name(change->kind);

	for (uint32_t i = 0; i < policy->forbidden_operations.count; i++) {
		const char *pattern = policy->forbidden_operations.items[i];

		if (mv_glob_match(pattern, words) || (alters_table(change) && mv_glob_match(pattern, ALTER_TABLE)))
			return words;
	}
	return NULL;
}

/* The table that it is about, through an index or a trigger as well; NULL: none that is there. */
static const Table *table_of(const RuleContext *context, const Change *change, const QName **name)
{
	const Object *object;

	*name = mv_change_relation(change);
	if (!*name || !(*name)->name || (*name)->unknown)
		return NULL;
	object = mv_schema_relation(context->schema, *name);
	if (object && object->kind == OBJ_INDEX)
		return ((const TableIndex *)object)->table;
	return object && object->kind == OBJ_TABLE ? (const Table *)object : NULL;
}

/* What is made is judged though it is new; what happens to it afterwards hurts nobody as long as it is. */
static bool creates(const Change *change)
{
	return strncmp(mv_change_kind_name(change->kind), "create ", strlen("create ")) == 0;
}

static Persistence persistence_of(const Change *change, const Table *table)
{
	if (change->kind == CHANGE_CREATE_TABLE)
		return change->as.table->persistence;
	if (change->kind == CHANGE_CREATE_TABLE_AS)
		return change->as.table_as->persistence;
	return table ? table->persistence : PERSISTENCE_PERMANENT;
}

static void check_operation(RuleContext *context, const Change *change)
{
	const PolicyConfig *policy = context->rule->policy;
	const char *words = forbidden_word(policy, change), *schema, *shown;
	const QName *name;
	const Table *table;
	Finding *finding;

	if (!words)
		return;
	table = table_of(context, change, &name);
	if (persistence_of(change, table) == PERSISTENCE_TEMPORARY || (table && !creates(change) && mv_is_new(context, &table->object.birth)))
		return;
	schema = table ? table->object.schema : name && name->schema ? name->schema : mv_schema_current(context->schema);
	if ((policy->tables.count || policy->except_tables.count) &&
	    (!name || !name->name || !mv_policy_is_about(context, schema, table ? table->object.name : name->name)))
		return;
	shown = table ? mv_show_table(context, table) : name && name->name ? mv_show_name(context, schema, name->name) : "";
	finding = mv_report_policy(context, change, change->span, (const MessageValue[]){ { "operation", words }, { "table", shown }, { 0 } },
				   *shown ? mv_arena_format(context->arena, "%s on '%s' is not done here", words, shown) :
					    mv_arena_format(context->arena, "%s is not done here", words),
				   NULL);
	if (*shown)
		mv_finding_subject(context, finding, "%s", shown);
}

const PolicyKind mv_policy_forbidden_operations = {
	.demand = DEMAND_FORBIDDEN_OPERATIONS,
	.key = "forbidden-operations",
	.takes_tables = true,
	.values = "operation,table",
	.summary = "an operation that is not done here",
	.on = every_kind,
	.check = check_operation,
};

/* ---- forbidden-references ---- */

static void look_at_keys(RuleContext *context, const Table *table)
{
	const PolicyConfig *policy = context->rule->policy;

	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *key = table->constraints.items[i];
		const QName *written = key->def ? &key->def->referenced : NULL;
		const char *schema, *name, *shown, *to;
		Finding *finding;

		if (key->kind != CONSTRAINT_FOREIGN_KEY || key->inherited || key->maybe || key->referenced == table || !key->birth.change ||
		    !mv_is_reviewed(&key->birth))
			continue;
		schema = key->referenced ? key->referenced->object.schema : written && written->schema ? written->schema : "public";
		name = key->referenced ? key->referenced->object.name : written && !written->unknown ? written->name : NULL;
		if (!name || !mv_name_is_listed(context, policy->forbidden_references.items, policy->forbidden_references.count, schema, name))
			continue;
		shown = mv_show_table(context, table);
		to = mv_show_name(context, schema, name);
		finding = mv_report_policy(context, key->birth.change, key->def ? key->def->span : (Span){ 0 },
					   (const MessageValue[]){ { "table", shown }, { "name", key->name }, { "referenced", to }, { 0 } },
					   mv_arena_format(context->arena, "a new foreign key of '%s' refers to '%s'", shown, to), NULL);
		mv_finding_subject(context, finding, "%s.%s", shown, key->name);
	}
}

static void check_references(RuleContext *context)
{
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_lasting_table(context, &at))) {
		if (mv_policy_is_about(context, table->object.schema, table->object.name))
			look_at_keys(context, table);
	}
}

const PolicyKind mv_policy_forbidden_references = {
	.demand = DEMAND_FORBIDDEN_REFERENCES,
	.key = "forbidden-references",
	.takes_tables = true,
	.values = "table,name,referenced",
	.summary = "a new foreign key to a table that gets no more of them",
	.check_end = check_references,
};
