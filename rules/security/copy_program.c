/* copy_program.c: COPY starts a program on the server. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	Finding *finding;

	if (!change->as.dml->copy_from_program)
		return;
	finding = mv_report(context, change, change->span, "a program is started on the server, with the rights of the server's own user");
	mv_finding_help(context, finding, "run it elsewhere, and load what it gives by COPY FROM STDIN");
}

const Rule mv_rule_copy_program = {
	.id = "copy-program",
	.name = "CopyProgram",
	.number = 455,
	.category = "security",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_COPY),
	.check = check,
	.doc = {
		.summary = "COPY starts a program on the server",
		.why =
			"The program runs as the operating system's user of the server, with all its files. Migrations that need it need a\n"
			"superuser, and a password for it in the pipeline.",
		.instead = "Run the program elsewhere, and load what it gives by COPY FROM STDIN.",
		.bad =
			"CREATE TABLE t (a text);\n"
			"COPY t FROM PROGRAM 'curl example.org';",
		.good =
			"CREATE TABLE t (a text);\n"
			"INSERT INTO t VALUES ('a');",
		.links = "https://www.postgresql.org/docs/current/sql-copy.html",
		.since = "0.1.0",
	},
};
