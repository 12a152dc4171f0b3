from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('orders', '0001_initial')]

    operations = [
        migrations.AddField(model_name="order", name="other", field=models.ForeignKey(null=True, on_delete=models.deletion.CASCADE, to="people.user", related_name="+")),
    ]
