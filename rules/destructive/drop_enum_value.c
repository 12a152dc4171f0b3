/* drop_enum_value.c: an enum is made again without values that it had. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const QName *name = change->kind == CHANGE_DROP_TYPE ? &change->as.drop->name : &change->as.rename->name;
	const Object *type = name->name && !name->unknown ? mv_schema_type(context->schema, name->schema, name->name) : NULL;

	if (type && type->kind == OBJ_ENUM && !type->incomplete)
		mv_keep_dropped(context, change, type);
}

/* ALTER TYPE new RENAME TO name: what is looked for is the old one, which is there once. */
static bool is_first(const RuleContext *context, const DroppedObject *dropped)
{
	for (const DroppedObject *other = mv_next_dropped(context, NULL); other != dropped; other = mv_next_dropped(context, other)) {
		if (other->object == dropped->object)
			return false;
	}
	return true;
}

static bool has_label(const EnumType *type, const char *label)
{
	for (uint32_t i = 0; i < type->labels.count; i++) {
		if (mv_streq(type->labels.items[i], label))
			return true;
	}
	return false;
}

/* The values that others know and `now` lacks, "'a', 'b'"; NULL: none. */
static char *lost_values(const RuleContext *context, const EnumType *old, const EnumType *now)
{
	StrBuf text = { 0 };
	char *result = NULL;

	for (uint32_t i = 0; i < old->labels.count && i < MV_TAKEN_LOOKED_AT; i++) {
		if (!has_label(now, old->labels.items[i]) && !(i < old->label_births.count && mv_is_new(context, &old->label_births.items[i])))
			mv_buf_addf(&text, "%s'%s'", text.len ? ", " : "", old->labels.items[i]);
	}
	if (text.len)
		result = mv_buf_to_arena(&text, context->arena);
	mv_buf_release(&text);
	return result;
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	for (const DroppedObject *dropped = mv_next_dropped(context, NULL); dropped; dropped = mv_next_dropped(context, dropped)) {
		const Object *now = mv_type_now(context, dropped);
		const char *shown = mv_show_name(context, dropped->schema, dropped->name), *lost;
		Finding *finding;

		if (!now || now == dropped->object || now->kind != OBJ_ENUM || now->incomplete || now->birth.migration != migration ||
		    !now->birth.change || !is_first(context, dropped))
			continue;
		lost = lost_values(context, (const EnumType *)dropped->object, (const EnumType *)now);
		if (!lost)
			continue;
		finding = mv_report(context, now->birth.change, now->birth.change->subject,
				    "enum '%s' is made again without %s: rows that hold such a value make the change of their column fail, "
				    "and running code that writes or compares it fails", shown, lost);
		mv_finding_subject(context, finding, "%s", shown);
		mv_finding_help(context, finding,
				"first release code that does not use the value, change the rows, and forbid it with a CHECK that is NOT VALID; "
				"a value that nothing uses does no harm and can stay");
		mv_finding_note(context, finding, dropped->object->birth.change, "the enum was created here");
	}
}

const Rule mv_rule_drop_enum_value = {
	.id = "drop-enum-value",
	.name = "DropEnumValue",
	.number = 235,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_TYPE, CHANGE_RENAME_OBJECT),
	.check = check,
	.check_migration = check_migration,
	.doc = {
		.summary = "an enum is replaced by one that lacks some of its values",
		.why =
			"PostgreSQL cannot drop a value of an enum, so a new type is made and the columns are changed to it. A row that holds the\n"
			"value makes that fail (22P02); code that still runs and writes it, or compares with it, fails from the commit on. An enum\n"
			"that is made again with all values, in another order or with more, is not reported.",
		.instead =
			"1. release code that does not use the value\n"
			"2. change the rows that hold it, in batches\n"
			"3. leave the value in the type; a CHECK can forbid it",
		.bad =
			"CREATE TYPE mood AS ENUM ('sad', 'fine', 'happy');\n"
			"CREATE TABLE users (id bigint PRIMARY KEY, feels mood);\n"
			"-- next migration\n"
			"ALTER TYPE mood RENAME TO old_mood;\n"
			"CREATE TYPE mood AS ENUM ('sad', 'happy');\n"
			"ALTER TABLE users ALTER COLUMN feels TYPE mood USING feels::text::mood;\n"
			"DROP TYPE old_mood;",
		.good =
			"CREATE TYPE mood AS ENUM ('sad', 'fine', 'happy');\n"
			"CREATE TABLE users (id bigint PRIMARY KEY, feels mood);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT not_fine CHECK (feels <> 'fine') NOT VALID;",
		.links = "https://www.postgresql.org/docs/current/datatype-enum.html",
		.since = "0.1.0",
	},
};
