/* unresolved_statement.c: what could not be known without running it. */
#include "migvet/rule.h"

static void check(RuleContext *context, const Migration *migration)
{
	for (uint32_t i = 0; i < migration->statements.count; i++) {
		const Statement *statement = &migration->statements.items[i];
		const char *reason = statement->reason ? statement->reason : "it is built at run time";
		Finding *finding;

		if (statement->down || statement->resolution == RESOLVED)
			continue;
		finding = mv_report(context, statement->changes.count ? &statement->changes.items[0] : NULL, statement->span,
				    statement->resolution == UNRESOLVED ? "what this statement does is not known: %s" :
									  "only a part of what this statement does is known: %s",
				    reason);
		mv_finding_help(context, finding, "write it as plain SQL, or review by hand what it does");
	}
}

const Rule mv_rule_unresolved_statement = {
	.id = "unresolved-statement",
	.name = "UnresolvedStatement",
	.number = 7,
	.category = "tooling",
	.severity = SEVERITY_OFF,
	.check_migration = check,
	.doc = {
		.summary = "a statement whose effect is not known without running it",
		.why = "Dynamic SQL whose text depends on data, and statements that a template fills, cannot be judged. Nothing is\n"
		       "claimed about them, and from there on objects that are not known may exist.",
		.instead = "Write the statements out. Where that is impossible, review them by hand and allow them one by one.\n"
			   "Without this rule `--statistics` still counts them.",
		.bad = "DO $$ DECLARE t text; BEGIN\n"
		       "  FOR t IN SELECT name FROM doomed LOOP EXECUTE 'DROP TABLE ' || t; END LOOP;\n"
		       "END $$;",
		.good = "DO $$ BEGIN\n"
			"  EXECUTE 'DROP TABLE IF EXISTS doomed';\n"
			"END $$;",
		.links = "https://github.com/migvet/migvet/blob/main/README.md#how-it-works",
		.since = "0.1.0",
	},
};
