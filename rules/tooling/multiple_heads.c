/* multiple_heads.c: reported by the graph of a Python history as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_multiple_heads = {
	.id = "multiple-heads",
	.name = "MultipleHeads",
	.number = 480,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "several last migrations in one history",
		.why =
			"Two branches each added a migration after the same one, and both were merged. Each passed its own tests; together\n"
			"Django's `migrate` stops with \"Conflicting migrations detected\" and `alembic upgrade head` with \"Multiple head\n"
			"revisions are present\": the deployment fails before the first statement.\n"
			"Alembic heads are not reported where branches have labels, or where they share neither a revision nor a directory.",
		.instead =
			"Let the newer one follow the other: change its `dependencies` or `down_revision`, as long as it was not applied\n"
			"anywhere. Else join them: `manage.py makemigrations --merge`, `alembic merge heads`.",
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
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
			"    operations = []\n"
			"# shop/migrations/0002_add_phone.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
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
			"    operations = []\n"
			"# shop/migrations/0003_add_phone.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0002_add_email\")]\n"
			"    operations = []",
		.links =
			"https://docs.djangoproject.com/en/stable/topics/migrations/#version-control\n"
			"https://alembic.sqlalchemy.org/en/latest/branches.html",
		.since = "0.1.0",
	},
};
