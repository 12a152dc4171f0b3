/* rename_schema.c: names that code and search_path spell out change. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	Finding *finding;

	if (change->kind == CHANGE_RENAME_SCHEMA) {
		const Rename *rename = change->as.rename;
		const Object *schema = rename->name.name ? mv_map_get(&context->schema->schemas, rename->name.name) : NULL;

		if (!rename->name.name || !rename->new_name.text || (schema && mv_is_new(context, &schema->birth)))
			return;
		finding = mv_report(context, change, change->span,
				    "renaming schema '%s' to '%s' breaks every query and search_path that names it",
				    rename->name.name, rename->new_name.text);
		mv_finding_subject(context, finding, "%s", rename->name.name);
		mv_finding_help(context, finding, "create the new schema, move tables one by one, leaving views of the old names");
		return;
	}
	if ((change->as.set_schema->object != OBJ_TABLE && change->as.set_schema->object != OBJ_VIEW) ||
	    !change->as.set_schema->new_schema.text || !mv_hits_existing_table(context, change))
		return;
	finding = mv_report(context, change, change->span,
			    "moving '%s' to schema '%s' breaks running code that looks for it in the old one",
			    mv_show_target(context, change), change->as.set_schema->new_schema.text);
	mv_finding_subject(context, finding, "%s", mv_show_target(context, change));
	mv_finding_help(context, finding,
			"in the same transaction create a view of the old name, or add '%s' to the search_path of every role first",
			change->as.set_schema->new_schema.text);
}

const Rule mv_rule_rename_schema = {
	.id = "rename-schema",
	.name = "RenameSchema",
	.number = 253,
	.category = "compat",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_RENAME_SCHEMA, CHANGE_SET_SCHEMA),
	.check = check,
	.doc = {
		.summary = "a schema is renamed, or a table moves to another schema",
		.why = "Running code finds the table neither by its qualified name nor through its search_path, and fails with 42P01.",
		.instead =
			"1. move the table and leave a view of the old name, in one transaction\n"
			"2. release code that uses the new place\n"
			"3. drop the view",
		.bad =
			"CREATE SCHEMA app;\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users SET SCHEMA app;",
		.good =
			"CREATE SCHEMA app;\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"ALTER TABLE users SET SCHEMA app;",
		.links =
			"https://www.postgresql.org/docs/current/sql-alterschema.html\n"
			"https://www.postgresql.org/docs/current/ddl-schemas.html",
		.since = "0.1.0",
	},
};
