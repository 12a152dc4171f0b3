/* dependency_on_replaced.c: reported by the graph of a Python history as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_dependency_on_replaced = {
	.id = "dependency-on-replaced",
	.name = "DependencyOnReplaced",
	.number = 485,
	.category = "tooling",
	.severity = SEVERITY_INFO,
	.doc = {
		.summary = "dependencies on migrations that a squashed one replaces",
		.why =
			"They hold as long as the squashed migration lists the replaced one in `replaces`. When that list is taken out, as\n"
			"the last step of squashing, Django no longer finds them and refuses to run any migration.",
		.instead =
			"Let the migrations depend on the squashed one.",
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
			"    operations = []\n"
			"# cart/migrations/0001_initial.py\n"
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
			"# shop/migrations/0001_squashed_0001_initial.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    replaces = [(\"shop\", \"0001_initial\")]\n"
			"    dependencies = []\n"
			"    operations = []\n"
			"# cart/migrations/0001_initial.py\n"
			"from django.db import migrations\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_squashed_0001_initial\")]\n"
			"    operations = []",
		.links = "https://docs.djangoproject.com/en/stable/topics/migrations/#squashing-migrations",
		.since = "0.1.0",
	},
};
