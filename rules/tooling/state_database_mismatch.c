/* state_database_mismatch.c: reported by the Django front end as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_state_database_mismatch = {
	.id = "state-database-mismatch",
	.name = "StateDatabaseMismatch",
	.number = 488,
	.category = "tooling",
	.severity = SEVERITY_WARNING,
	.doc = {
		.summary = "a SeparateDatabaseAndState whose two halves end in different tables",
		.why =
			"From here on Django believes in tables that are not what the database has. Queries fail at once when a column is\n"
			"missing; else the next generated migration alters, renames or drops what is not there, and fails in production\n"
			"only. Halves that hold SQL are not compared, and a half that is left out is left out on purpose.",
		.instead = "Let both halves end in the same columns, types and names: give the new model `db_table`, the renamed field `db_column`.",
		.bad =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = []\n"
			"    operations = [migrations.CreateModel(\"Order\", [(\"id\", models.AutoField(primary_key=True))])]\n"
			"# shop/migrations/0002_total.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
			"    operations = [\n"
			"        migrations.SeparateDatabaseAndState(\n"
			"            database_operations=[migrations.AddField(\"order\", \"total\", models.IntegerField(null=True))],\n"
			"            state_operations=[migrations.AddField(\"order\", \"amount\", models.IntegerField(null=True))],\n"
			"        ),\n"
			"    ]",
		.good =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = []\n"
			"    operations = [migrations.CreateModel(\"Order\", [(\"id\", models.AutoField(primary_key=True))])]\n"
			"# shop/migrations/0002_total.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
			"    operations = [\n"
			"        migrations.SeparateDatabaseAndState(\n"
			"            database_operations=[migrations.AddField(\"order\", \"total\", models.IntegerField(null=True))],\n"
			"            state_operations=[migrations.AddField(\"order\", \"amount\", models.IntegerField(null=True, db_column=\"total\"))],\n"
			"        ),\n"
			"    ]",
		.links = "https://docs.djangoproject.com/en/stable/ref/migration-operations/#separatedatabaseandstate",
		.since = "0.1.0",
	},
};
