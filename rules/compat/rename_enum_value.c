/* rename_enum_value.c: running code still writes the old label. */
#include "migvet/facts.h"
#include "migvet/steps.h"

/* A label that came in this migration: no running code uses it. */
static bool is_new_label(const RuleContext *context, const Object *type, const char *label)
{
	const EnumType *labels = (const EnumType *)type;

	for (uint32_t i = 0; type && type->kind == OBJ_ENUM && i < labels->labels.count && i < labels->label_births.count; i++) {
		if (mv_streq(labels->labels.items[i], label))
			return mv_is_new(context, &labels->label_births.items[i]);
	}
	return false;
}

static void check(RuleContext *context, const Change *change)
{
	const Rename *rename = change->as.rename;
	const Object *type = rename->name.name && !rename->name.unknown ?
				     mv_schema_type(context->schema, rename->name.schema, rename->name.name) : NULL;
	Finding *finding;

	if (!rename->part.text || !rename->new_name.text || (type && mv_is_new(context, &type->birth)) ||
	    is_new_label(context, type, rename->part.text))
		return;
	finding = mv_report(context, change, change->span,
			    "renaming value '%s' of type '%s' breaks running code, which still uses the old label",
			    rename->part.text, rename->name.name ? rename->name.name : "?");
	mv_finding_subject(context, finding, "%s.%s", rename->name.name ? rename->name.name : "?", rename->part.text);
	mv_finding_help(context, finding,
			"ADD VALUE '%s', release code that knows both, change the rows in batches, then stop using '%s'",
			rename->new_name.text, rename->part.text);
	mv_steps_rename_label(context, finding, rename);
}

const Rule mv_rule_rename_enum_value = {
	.id = "rename-enum-value",
	.name = "RenameEnumValue",
	.number = 254,
	.category = "compat",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_RENAME_ENUM_VALUE),
	.check = check,
	.doc = {
		.summary = "a label of an enum type that running code uses is renamed",
		.why = "Old code that writes or compares with the old label fails with 22P02 (invalid input value for enum).",
		.instead =
			"1. ADD VALUE with the new label\n"
			"2. release code that reads both and writes the new one\n"
			"3. update the rows in batches",
		.bad =
			"CREATE TYPE mood AS ENUM ('sad', 'ok');\n"
			"-- next migration\n"
			"ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';",
		.good =
			"CREATE TYPE mood AS ENUM ('sad', 'ok');\n"
			"-- next migration\n"
			"ALTER TYPE mood ADD VALUE 'fine';",
		.links = "https://www.postgresql.org/docs/current/sql-altertype.html",
		.since = "0.1.0",
	},
};
