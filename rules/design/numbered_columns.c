/* numbered_columns.c: columns that are told apart by numbers. */
#include "migvet/facts.h"

#include <string.h>

/* Length of the name before its number; 0: it ends in no number. */
static size_t stem_of(const char *name)
{
	size_t length = strlen(name), end = length;

	while (end > 0 && name[end - 1] >= '0' && name[end - 1] <= '9')
		end--;
	return end == length ? 0 : end;
}

static void check(RuleContext *context, const Change *change)
{
	const CreateTable *create = change->as.table;

	for (uint32_t i = 0; i < create->columns.count; i++) {
		const char *name = create->columns.items[i]->name.text;
		size_t stem = name ? stem_of(name) : 0;
		uint32_t alike = 0;
		Finding *finding;

		for (uint32_t k = 0; stem && k < create->columns.count; k++) {
			const char *other = create->columns.items[k]->name.text;

			if (!other || stem_of(other) != stem || strncmp(other, name, stem) != 0)
				continue;
			/* told at the first of them */
			if (k < i) {
				alike = 0;
				break;
			}
			alike++;
		}
		if (alike < 3)
			continue;
		finding = mv_report(context, change, create->columns.items[i]->span, "%u columns of '%s' hold a list: '%s' and those after it",
				    (unsigned)alike, mv_show_name(context, create->name.schema, create->name.name), name);
		mv_finding_help(context, finding, "use a table with a row for each value, or an array");
	}
}

const Rule mv_rule_numbered_columns = {
	.id = "numbered-columns",
	.name = "NumberedColumns",
	.number = 441,
	.category = "design",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_CREATE_TABLE),
	.check = check,
	.doc = {
		.summary = "columns that are told apart by numbers",
		.why = "phone1, phone2, phone3 hold a list: each search must look into all of them, and the fourth value needs a migration.",
		.instead = "Use a table of its own with a row for each value, or an array.",
		.bad = "CREATE TABLE users (id bigint PRIMARY KEY, phone1 text, phone2 text, phone3 text);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE phones (user_id bigint REFERENCES users, number text);",
		.links = "https://www.postgresql.org/docs/current/arrays.html",
		.since = "0.1.0",
	},
};
