/* composite_key_ignored.c: reported by the Django front end as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_composite_key_ignored = {
	.id = "composite-key-ignored",
	.name = "CompositeKeyIgnored",
	.number = 490,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a CompositePrimaryKey is added to a table that exists, or changed",
		.why =
			"Django does not change primary keys into composite ones: a CompositePrimaryKey is no column, so AddField and AlterField\n"
			"send nothing (sqlmigrate prints 'no-op'). The migration succeeds, the table keeps its key, and the models believe in\n"
			"another one: nothing makes the new key unique, and no index serves it.",
		.instead =
			"1. Build a unique index on the columns CONCURRENTLY.\n"
			"2. In SeparateDatabaseAndState, drop the old key and ADD PRIMARY KEY USING INDEX by RunSQL, beside the AddField or\n"
			"   AlterField as the state's operation.",
		.bad =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    initial = True\n"
			"    dependencies = []\n"
			"    operations = [\n"
			"        migrations.CreateModel(name=\"Line\", fields=[\n"
			"            (\"id\", models.BigAutoField(primary_key=True)),\n"
			"            (\"order\", models.BigIntegerField()),\n"
			"            (\"position\", models.IntegerField()),\n"
			"        ]),\n"
			"    ]\n"
			"\n"
			"# shop/migrations/0002_key.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
			"    operations = [\n"
			"        migrations.AddField(\"line\", \"pk\", models.CompositePrimaryKey(\"order\", \"position\")),\n"
			"    ]",
		.good =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    initial = True\n"
			"    dependencies = []\n"
			"    operations = [\n"
			"        migrations.CreateModel(name=\"Line\", fields=[\n"
			"            (\"pk\", models.CompositePrimaryKey(\"order\", \"position\")),\n"
			"            (\"order\", models.BigIntegerField()),\n"
			"            (\"position\", models.IntegerField()),\n"
			"        ]),\n"
			"    ]",
		.links = "https://docs.djangoproject.com/en/stable/topics/composite-primary-key/",
		.since = "0.1.0",
	},
};
