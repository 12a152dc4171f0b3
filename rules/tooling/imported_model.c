/* imported_model.c: reported by the Django front end as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_imported_model = {
	.id = "imported-model",
	.name = "ImportedModel",
	.number = 487,
	.category = "tooling",
	.severity = SEVERITY_WARNING,
	.doc = {
		.summary = "a RunPython that uses the application's model class instead of the one of its migration",
		.why =
			"The class has the columns of the newest source. As soon as a later migration adds a column, this one asks for it\n"
			"before it exists: it passed when it was written, and fails on every new database, in CI and in disaster recovery.\n"
			"Methods and signals of the class run as they are today, too.",
		.instead = "Take the model as it is at this point of the history: `apps.get_model(\"shop\", \"Order\")`.",
		.bad =
			"# shop/models.py\n"
			"from django.db import models\n"
			"\n"
			"class Order(models.Model):\n"
			"    total = models.IntegerField()\n"
			"# shop/migrations/0001_initial.py\n"
			"from django.db import migrations, models\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = []\n"
			"    operations = [migrations.CreateModel(\"Order\", [(\"id\", models.AutoField(primary_key=True)),\n"
			"                                                    (\"total\", models.IntegerField())])]\n"
			"# shop/migrations/0002_fill.py\n"
			"from django.db import migrations\n"
			"from shop.models import Order\n"
			"\n"
			"def fill(apps, schema_editor):\n"
			"    Order.objects.filter(pk=1).update(total=0)\n"
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
			"    operations = [migrations.CreateModel(\"Order\", [(\"id\", models.AutoField(primary_key=True)),\n"
			"                                                    (\"total\", models.IntegerField())])]\n"
			"# shop/migrations/0002_fill.py\n"
			"from django.db import migrations\n"
			"\n"
			"def fill(apps, schema_editor):\n"
			"    Order = apps.get_model(\"shop\", \"Order\")\n"
			"    Order.objects.filter(pk=1).update(total=0)\n"
			"\n"
			"class Migration(migrations.Migration):\n"
			"    dependencies = [(\"shop\", \"0001_initial\")]\n"
			"    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]",
		.links = "https://docs.djangoproject.com/en/stable/topics/migrations/#historical-models",
		.since = "0.1.0",
	},
};
