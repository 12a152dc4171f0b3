/* unknown_dependency.c: reported by the graph of a Python history as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_unknown_dependency = {
	.id = "unknown-dependency",
	.name = "UnknownDependency",
	.number = 481,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a dependency on a migration that does not exist",
		.why =
			"Django stops with NodeNotFoundError and Alembic with \"Can't locate revision\", whatever is to be applied: nothing can\n"
			"be deployed until it is repaired. It happens when a migration is renamed or removed while another branch builds on\n"
			"it. Dependencies on apps whose migrations are not in the project (installed packages) are taken for right.",
		.instead =
			"Name a migration that is there: after a rename the new name, after a squash the squashed migration.",
		.bad =
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
			"    dependencies = [(\"shop\", \"0001_inital\")]\n"
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
		.links =
			"https://docs.djangoproject.com/en/stable/topics/migrations/#dependencies\n"
			"https://alembic.sqlalchemy.org/en/latest/branches.html",
		.since = "0.1.0",
	},
};
