/* squashed_migrations_kept.c: reported by the graph of a Python history as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_squashed_migrations_kept = {
	.id = "squashed-migrations-kept",
	.name = "SquashedMigrationsKept",
	.number = 484,
	.category = "tooling",
	.severity = SEVERITY_INFO,
	.doc = {
		.summary = "a squashed migration beside those that it replaces",
		.why =
			"While both are there, a new database runs the squashed migration and an old one has run the others: two paths to the\n"
			"same schema, which nobody compares. Every later change of one of them has to be made in both.",
		.instead =
			"When every installation has applied the replaced migrations: remove them, let those that depend on them depend on\n"
			"the squashed one, and take `replaces` out of it.",
		.bad =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    initial = True\n"
			"    dependencies = []\n"
			"    operations = []\n"
			"# shop/migrations/0001_squashed_0001_initial.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    replaces = [(\"shop\", \"0001_initial\")]\n"
			"    dependencies = []\n"
			"    operations = []",
		.good =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    initial = True\n"
			"    dependencies = []\n"
			"    operations = []\n"
			"# shop/migrations/0002_add_email.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
			"    operations = []",
		.links = "https://docs.djangoproject.com/en/stable/topics/migrations/#squashing-migrations",
		.since = "0.1.0",
	},
};
