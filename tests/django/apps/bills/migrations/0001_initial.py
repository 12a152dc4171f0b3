from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [('orders', '__first__'), ('people', '__latest__')]

    operations = [
        migrations.CreateModel(name="Bill", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("order", models.ForeignKey(on_delete=models.deletion.CASCADE, to="orders.order")),
        ]),
    ]
