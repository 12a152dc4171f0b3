from django.db import migrations, models


class Migration(migrations.Migration):
    run_before = [("orders", "0002_user")]
    dependencies = [('people', '0001_initial')]

    operations = [
        migrations.AddField(model_name="user", name="age", field=models.IntegerField(null=True)),
    ]
