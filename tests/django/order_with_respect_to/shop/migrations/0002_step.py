from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AlterOrderWithRespectTo(name="answer", order_with_respect_to="question"),
        migrations.AlterOrderWithRespectTo(name="ordered", order_with_respect_to=None),
    ]
