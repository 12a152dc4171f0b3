from django.conf import settings
from django.db import migrations, models

from shop import app_settings

UNIQUE_CODE = getattr(settings, "SHOP_UNIQUE_CODE", True)
user_name = f"{settings.AUTH_USER_MODEL.rsplit('.', 1)[1].lower()}_name"


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Item", fields=[
            ("id", models.BigAutoField(primary_key=True)),
            ("name", models.CharField(max_length=app_settings.NAME_LENGTH)),
            ("code", models.CharField(max_length=app_settings.CODE_LENGTH, unique=UNIQUE_CODE)),
            (user_name, models.IntegerField(default=settings.SHOP_NAME_LENGTH)),
        ] + ([("site", models.IntegerField())] if app_settings.SITES_ENABLED else [])
          + ([("page", models.IntegerField())] if app_settings.FLATPAGES_ENABLED else [])),
    ]

    if not UNIQUE_CODE:
        operations += [migrations.AlterUniqueTogether("item", {("name", "code")})]
    if settings.SHOP_WITH_NOTES:
        operations += [migrations.AddField("item", "notes", models.TextField())]
