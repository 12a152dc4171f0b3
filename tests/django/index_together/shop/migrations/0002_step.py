# django: <5.1
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AlterIndexTogether(name="thing", index_together={("a", "b"), ("b", "c")}),
        migrations.AlterIndexTogether(name="thing", index_together={("b", "c")}),
        migrations.AlterIndexTogether(name="thing", index_together=set()),
    ]
