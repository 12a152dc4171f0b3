/* access_change.c: somebody loses (or gains) access to what exists. */
#include "migvet/facts.h"

/* The object of that kind and name; NULL: not known. */
static const Object *find_object(const Schema *schema, ObjectKind kind, const QName *name)
{
	const Function *function;
	const Object *relation;
	uint32_t count;

	if (!name->name || name->unknown)
		return NULL;
	relation = kind == OBJ_FUNCTION || kind == OBJ_SCHEMA ? NULL : mv_schema_relation(schema, name);
	if (relation)
		return relation;
	if (kind == OBJ_SCHEMA)
		return mv_map_get(&schema->schemas, name->name);
	if (kind == OBJ_FUNCTION || kind == OBJ_PROCEDURE || kind == OBJ_AGGREGATE || kind == OBJ_ROUTINE) {
		function = mv_schema_function(schema, name->schema, name->name, &count);
		return function ? &function->object : NULL;
	}
	if (kind == OBJ_TYPE || kind == OBJ_ENUM || kind == OBJ_DOMAIN || kind == OBJ_COMPOSITE)
		return mv_schema_type(schema, name->schema, name->name);
	return mv_schema_other(schema, kind, name->schema, name->name);
}

/* ---- REVOKE ---- */

static bool has_text(const char *const *items, uint32_t count, const char *text)
{
	for (uint32_t i = 0; i < count; i++) {
		if (mv_streq(items[i], text))
			return true;
	}
	return false;
}

/* GRANT of the same to the same later: the REVOKE only clears the table. */
static bool gives_back(const Change *change, const void *data)
{
	const Grant *revoke = data, *grant = change->as.grant;

	if (change->kind != CHANGE_GRANT || grant->object != revoke->object || grant->default_privileges)
		return false;
	for (uint32_t i = 0; i < revoke->grantees.count; i++) {
		if (!has_text((const char *const *)grant->grantees.items, grant->grantees.count, revoke->grantees.items[i]))
			return false;
	}
	for (uint32_t i = 0; i < revoke->names.count; i++) {
		bool named = false;

		for (uint32_t k = 0; k < grant->names.count && !named; k++)
			named = mv_streq(grant->names.items[k].name, revoke->names.items[i].name);
		if (!named)
			return false;
	}
	if (!revoke->privileges.count) /* REVOKE ALL: whatever is granted then is what was wanted */
		return true;
	for (uint32_t i = 0; i < revoke->privileges.count && grant->privileges.count; i++) {
		if (!has_text((const char *const *)grant->privileges.items, grant->privileges.count, revoke->privileges.items[i]))
			return false;
	}
	return true;
}

/* The first that existed before; NULL: all are new. */
static const QName *existing_name(const RuleContext *context, const Grant *revoke)
{
	for (uint32_t i = 0; i < revoke->names.count; i++) {
		const QName *name = &revoke->names.items[i];
		const Object *object = find_object(context->schema, revoke->all_in_schema ? OBJ_SCHEMA : revoke->object, name);

		if (name->name && !name->unknown && !(object && mv_is_new(context, &object->birth)))
			return name;
	}
	return NULL;
}

static void check_revoke(RuleContext *context, const Change *change)
{
	const Grant *revoke = change->as.grant;
	const QName *name;
	Finding *finding;

	if (revoke->default_privileges || !revoke->grantees.count) /* of what is made from now on: nobody loses anything */
		return;
	name = existing_name(context, revoke);
	if (!name || mv_find_change(context->migration, change, gives_back, revoke))
		return;
	finding = mv_report(context, change, change->span, "'%s' loses access to '%s': its queries fail with 42501 from now on",
			    revoke->grantees.items[0] ? revoke->grantees.items[0] : "?", mv_show_name(context, name->schema, name->name));
	mv_finding_subject(context, finding, "%s", name->name);
	mv_finding_help(context, finding, "make sure that nothing that runs needs it; GRANT what is still needed in the same transaction");
}

/* ---- OWNER TO ---- */

static void check_owner(RuleContext *context, const Change *change)
{
	const SetOwner *set = change->as.set_owner;
	const Object *object = find_object(context->schema, set->object, &set->name);
	Finding *finding;

	if (!set->name.name || set->name.unknown || (object && (mv_is_new(context, &object->birth) || mv_streq(object->owner, set->owner))))
		return;
	finding = mv_report(context, change, change->span,
			    "'%s' gets another owner: the old one can no longer alter it, and reads and writes it only if that was granted",
			    mv_show_name(context, set->name.schema, set->name.name));
	mv_finding_subject(context, finding, "%s", set->name.name);
	mv_finding_help(context, finding, "GRANT the old owner what it still needs; make sure that the runner of later migrations is a member of '%s'",
			set->owner ? set->owner : "?");
}

/* ---- row level security ---- */

/* CREATE POLICY for the table. */
static bool makes_policy(const Change *change, const void *data)
{
	return change->kind == CHANGE_CREATE_POLICY && mv_streq(change->as.policy->table.name, data);
}

static bool is_option(const Change *change, const char *name)
{
	const TableSetting *setting = change->as.table_setting;

	return setting->options.count && mv_streq(setting->options.items[0].name, name);
}

static void check_rows(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);
	const QName *name = mv_change_relation(change);
	bool dropped = change->kind == CHANGE_DROP_POLICY;
	Finding *finding;

	if (!table || mv_is_harmless_table(context, table))
		return;
	if (!dropped && is_option(change, "disable")) {
		if (!table->row_security && !table->object.incomplete)
			return;
		finding = mv_report(context, change, change->span, "everybody who may read '%s' now sees all of its rows: its policies do nothing any more",
				    mv_show_table(context, table));
		mv_finding_help(context, finding, "make sure that the application filters them itself");
	} else {
		if ((dropped ? !table->row_security || table->policies.count != 1 : !is_option(change, "enable") || table->policies.count != 0) ||
		    table->object.incomplete || mv_find_change(context->migration, NULL, makes_policy, name->name))
			return;
		finding = mv_report(context, change, change->span,
				    "'%s' is empty for everybody but its owner from now on: row level security without a policy shows no row",
				    mv_show_table(context, table));
		mv_finding_help(context, finding, "CREATE POLICY in the same migration");
	}
	mv_finding_subject(context, finding, "%s", mv_show_table(context, table));
}

static void check(RuleContext *context, const Change *change)
{
	if (change->kind == CHANGE_REVOKE)
		check_revoke(context, change);
	else if (change->kind == CHANGE_SET_OWNER)
		check_owner(context, change);
	else
		check_rows(context, change);
}

const Rule mv_rule_access_change = {
	.id = "access-change",
	.name = "AccessChange",
	.number = 273,
	.category = "compat",
	.severity = SEVERITY_OFF,
	.on = ON(CHANGE_REVOKE, CHANGE_SET_OWNER, CHANGE_ROW_SECURITY, CHANGE_DROP_POLICY),
	.check = check,
	.doc = {
		.summary = "who may do what with an existing object changes: REVOKE, OWNER TO, row level security",
		.why =
			"Queries of running code fail with 42501, or find no rows without any error (row level security that no policy opens).\n"
			"Tests seldom notice, for they run as the owner or as a superuser. Off by default, because roles are often managed\n"
			"elsewhere: `rules: {access-change: warning}`.",
		.instead =
			"1. find out who uses it: the application's role, reports, replication\n"
			"2. grant what they still need, or create the policies, in the same transaction",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"GRANT SELECT ON users TO app;\n"
			"-- next migration\n"
			"REVOKE SELECT ON users FROM app;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"GRANT SELECT ON users TO app;\n"
			"-- next migration\n"
			"REVOKE ALL ON users FROM app;\n"
			"GRANT SELECT, INSERT ON users TO app;",
		.links =
			"https://www.postgresql.org/docs/current/ddl-priv.html\n"
			"https://www.postgresql.org/docs/current/sql-revoke.html",
		.since = "0.1.0",
	},
};
