/* drop_schema.c: everything under a name goes. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const Drop *drop = change->as.drop;
	const Object *schema = drop->name.name ? mv_map_get(&context->schema->schemas, drop->name.name) : NULL;
	bool database = change->kind == CHANGE_DROP_DATABASE;
	Finding *finding;

	if (!drop->name.name || (schema && mv_is_new(context, &schema->birth)))
		return;
	if (!database && !schema && mv_schema_exists(context->schema, OBJ_SCHEMA, NULL, NULL, drop->name.name) == TRI_NO)
		return;
	finding = mv_report(context, change, change->subject, "dropping %s '%s' %s", database ? "database" : "schema",
			    drop->name.name, database ? "deletes all that is in it" :
			    drop->cascade ? "deletes every table, view and function in it" : "breaks code that still names it");
	mv_finding_subject(context, finding, "%s", drop->name.name);
	mv_finding_help(context, finding, database ? "a migration should not drop databases: do it by hand, with a backup" :
			"release code that no longer uses the schema, empty it in steps that can be reviewed, then drop it without CASCADE");
}

const Rule mv_rule_drop_schema = {
	.id = "drop-schema",
	.name = "DropSchema",
	.number = 205,
	.category = "destructive",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_DROP_SCHEMA, CHANGE_DROP_DATABASE),
	.check = check,
	.doc = {
		.summary = "a schema or database that exists is dropped",
		.why = "Everything in it goes at once: tables with their data, views, functions. Only a restore brings it back.",
		.instead =
			"1. release code that no longer uses the schema\n"
			"2. drop its tables one by one in migrations that can be reviewed\n"
			"3. DROP SCHEMA without CASCADE: it is refused when something was forgotten",
		.bad =
			"CREATE SCHEMA legacy;\n"
			"CREATE TABLE legacy.events (id bigint);\n"
			"-- next migration\n"
			"DROP SCHEMA legacy CASCADE;",
		.good =
			"CREATE SCHEMA scratch;\n"
			"DROP SCHEMA scratch;",
		.links = "https://www.postgresql.org/docs/current/sql-dropschema.html",
		.since = "0.1.0",
	},
};
