/* missing_reverse.c: reported by the Django front end as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_missing_reverse = {
	.id = "missing-reverse",
	.name = "MissingReverse",
	.number = 486,
	.category = "tooling",
	.severity = SEVERITY_INFO,
	.doc = {
		.summary = "a RunPython or RunSQL that Django cannot undo",
		.why =
			"'migrate app 0001' raises IrreversibleError when it comes to this operation: the deployment that has to go back\n"
			"stops half way, with the migrations behind it already undone. It happens when there is the least time for it.",
		.instead =
			"Give `reverse_code` or `reverse_sql`. Where nothing has to be undone, say so: `migrations.RunPython.noop`,\n"
			"`migrations.RunSQL.noop`.",
		.bad =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = []\n"
			"    operations = [\n"
			"        migrations.RunSQL(\"CREATE VIEW orders AS SELECT 1\"),\n"
			"    ]",
		.good =
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = []\n"
			"    operations = [\n"
			"        migrations.RunSQL(\"CREATE VIEW orders AS SELECT 1\", reverse_sql=\"DROP VIEW orders\"),\n"
			"    ]",
		.links = "https://docs.djangoproject.com/en/stable/ref/migration-operations/#special-operations",
		.since = "0.1.0",
	},
};
