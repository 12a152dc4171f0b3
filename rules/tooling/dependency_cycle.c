/* dependency_cycle.c: reported by the graph of a Python history as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_dependency_cycle = {
	.id = "dependency-cycle",
	.name = "DependencyCycle",
	.number = 482,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "migrations that depend on each other in a circle",
		.why =
			"No order satisfies them: Django stops with CircularDependencyError, Alembic with \"Cycle is detected in revisions\",\n"
			"whatever is to be applied. Between Django apps it comes from foreign keys in both directions, or from a\n"
			"`run_before` that contradicts `dependencies`.",
		.instead =
			"Take out one of the dependencies. When both apps need each other, split a migration: first the tables, then in a\n"
			"second one the foreign key.",
		.bad =
			"# cart/migrations/0001_initial.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
			"    operations = []\n"
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"cart\", \"0001_initial\")]\n"
			"    operations = []",
		.good =
			"# cart/migrations/0001_initial.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
			"    operations = []\n"
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    initial = True\n"
			"    dependencies = []\n"
			"    operations = []\n"
			"# shop/migrations/0002_cart.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\"), (\"cart\", \"0001_initial\")]\n"
			"    operations = []",
		.links =
			"https://docs.djangoproject.com/en/stable/topics/migrations/#dependencies\n"
			"https://alembic.sqlalchemy.org/en/latest/branches.html",
		.since = "0.1.0",
	},
};
