from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0005_auto"),
    ]
    operations = [
        migrations.CreateModel("Order", fields=[
            ("id", models.BigAutoField(primary_key=True)),
            ("user", models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=django.db.models.deletion.CASCADE)),
            ("kind", models.ForeignKey("contenttypes.ContentType", on_delete=django.db.models.deletion.CASCADE)),
        ]),
        migrations.RunSQL("ALTER TABLE auth_user ADD COLUMN x int", migrations.RunSQL.noop),
        migrations.RunSQL("ALTER TABLE taggit_tag ADD COLUMN x int", migrations.RunSQL.noop),
        migrations.RunSQL("ALTER TABLE nowhere ADD COLUMN x int", migrations.RunSQL.noop),  # want: unknown-table
    ]
