/* loop_over_rows.c: reported by the Django front end as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_loop_over_rows = {
	.id = "loop-over-rows",
	.name = "LoopOverRows",
	.number = 39,
	.category = "tooling",
	.severity = SEVERITY_INFO,
	.doc = {
		.summary = "a RunPython that loads all rows of a table and saves them one by one",
		.why =
			"Each row is an object in memory and an UPDATE with a round trip of its own, of all columns; a table of some million rows takes\n"
			"hours, or the memory of the machine that deploys. In the migration's transaction every row stays locked until the last one is\n"
			"done, and save() overwrites what others wrote in between.",
		.instead =
			"1. let the database do it: `Model.objects.update(total=F(\"price\") * F(\"count\"))`\n"
			"2. where that cannot be written: `atomic = False`, and batches of some thousand rows by `.iterator()` and `bulk_update(.., [\"total\"])`",
		.bad =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = []\n"
			"    operations = [migrations.CreateModel(\"Order\", [(\"id\", models.AutoField(primary_key=True)), (\"name\", models.TextField())])]\n"
			"# shop/migrations/0002_fill.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"def fill(apps, schema_editor):\n"
			"    Order = apps.get_model(\"shop\", \"Order\")\n"
			"    for order in Order.objects.all():\n"
			"        order.name = order.name.upper()\n"
			"        order.save()\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
			"    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]",
		.good =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = []\n"
			"    operations = [migrations.CreateModel(\"Order\", [(\"id\", models.AutoField(primary_key=True)), (\"name\", models.TextField())])]\n"
			"# shop/migrations/0002_fill.py\n"
			"from django.db import migrations, models\n"
			"from django.db.models.functions import Upper\n"
			"\n"
			"def fill(apps, schema_editor):\n"
			"    apps.get_model(\"shop\", \"Order\").objects.update(name=Upper(\"name\"))\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
			"    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]",
		.links = "https://docs.djangoproject.com/en/stable/ref/models/querysets/#iterator\n"
			 "https://docs.djangoproject.com/en/stable/howto/writing-migrations/#non-atomic-migrations",
		.since = "0.1.0",
	},
};
