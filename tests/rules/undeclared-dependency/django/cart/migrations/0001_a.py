from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.AddField("order", "y", models.OneToOneField(to="zoo.X", on_delete=models.CASCADE)),  # want: undeclared-dependency
        ]),
    ]
