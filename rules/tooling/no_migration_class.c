/* no_migration_class.c: reported by the graph of a Python history as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_no_migration_class = {
	.id = "no-migration-class",
	.name = "NoMigrationClass",
	.number = 483,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a module among Django's migrations without a class 'Migration'",
		.why =
			"Django imports every module of the directory and stops with BadMigrationError (\"has no Migration class\") at the first\n"
			"one that is no migration: nothing can be deployed.",
		.instead =
			"Move helpers somewhere else, or let the file's name start with `_`: such modules are not loaded.",
		.bad =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    initial = True\n"
			"    dependencies = []\n"
			"    operations = []\n"
			"# shop/migrations/helpers.py\n"
			"BATCH = 1000",
		.good =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    initial = True\n"
			"    dependencies = []\n"
			"    operations = []\n"
			"# shop/migrations/_helpers.py\n"
			"BATCH = 1000",
		.links = "https://docs.djangoproject.com/en/stable/topics/migrations/#migration-files",
		.since = "0.1.0",
	},
};
