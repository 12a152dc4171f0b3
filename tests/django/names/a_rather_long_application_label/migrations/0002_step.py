from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('a_rather_long_application_label', '0001_initial')]

    operations = [
        migrations.AlterModelTable(name="quoted", table="another_table_whose_name_is_exactly_as_long_as_it_may_be_or_more_"),
    ]
