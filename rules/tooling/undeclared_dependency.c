/* undeclared_dependency.c: reported by the graph of a Django history as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_undeclared_dependency = {
	.id = "undeclared-dependency",
	.name = "UndeclaredDependency",
	.number = 479,
	.category = "tooling",
	.severity = SEVERITY_WARNING,
	.doc = {
		.summary = "a migration that refers to a model of an app that it does not depend on",
		.why =
			"Django applies migrations in the order of their dependencies, and where these say nothing by the names of the apps.\n"
			"A foreign key to a model of another app works as long as that app's table happens to be made before: after an app\n"
			"is renamed, added or squashed, or with `migrate APP`, a new database fails with \"Related model cannot be resolved\"\n"
			"or with a missing table.",
		.instead =
			"Add the migration of the other app that makes the model to `dependencies`; for a swappable model\n"
			"`migrations.swappable_dependency(settings.AUTH_USER_MODEL)`.",
		.bad =
			"# cart/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = []\n"
			"    operations = [migrations.CreateModel(\"Item\", fields=[\n"
			"        (\"id\", models.BigAutoField(primary_key=True)),\n"
			"        (\"order\", models.ForeignKey(\"shop.Order\", on_delete=models.CASCADE)),\n"
			"    ])]\n"
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = []\n"
			"    operations = [migrations.CreateModel(\"Order\", fields=[(\"id\", models.BigAutoField(primary_key=True))])]",
		.good =
			"# cart/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
			"    operations = [migrations.CreateModel(\"Item\", fields=[\n"
			"        (\"id\", models.BigAutoField(primary_key=True)),\n"
			"        (\"order\", models.ForeignKey(\"shop.Order\", on_delete=models.CASCADE)),\n"
			"    ])]\n"
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = []\n"
			"    operations = [migrations.CreateModel(\"Order\", fields=[(\"id\", models.BigAutoField(primary_key=True))])]",
		.links = "https://docs.djangoproject.com/en/stable/topics/migrations/#dependencies",
		.since = "0.1.0",
	},
};
