from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.RemoveConstraint(model_name="thing", name="thing_a_b"),
        migrations.RemoveConstraint(model_name="thing", name="thing_a_open"),
        migrations.RemoveConstraint(model_name="thing", name="thing_b_deferred"),
        migrations.RemoveConstraint(model_name="thing", name="thing_b_ops"),
    ]
