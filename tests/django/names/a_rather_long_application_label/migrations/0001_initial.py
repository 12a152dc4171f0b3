from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="AModelWhoseNameIsLongEnoughToBeTruncatedSomewhere", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a_field_whose_name_is_long_enough_to_be_truncated", models.CharField(max_length=10, unique=True)),
            ("another_field_whose_name_is_long_enough", models.ForeignKey(on_delete=models.deletion.CASCADE, to="a_rather_long_application_label.AModelWhoseNameIsLongEnoughToBeTruncatedSomewhere")),
            ("many_of_them_with_a_long_name", models.ManyToManyField(related_name="+", to="a_rather_long_application_label.AModelWhoseNameIsLongEnoughToBeTruncatedSomewhere")),
            ("MixedCase", models.PositiveIntegerField(db_index=True)),
        ], options={"unique_together": {("a_field_whose_name_is_long_enough_to_be_truncated", "another_field_whose_name_is_long_enough")}}),
        migrations.CreateModel(name="Quoted", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("x", models.CharField(max_length=10, db_index=True, db_column="x y")),
            ("self", models.ForeignKey(null=True, on_delete=models.deletion.CASCADE, to="a_rather_long_application_label.quoted")),
        ], options={"db_table": "Quoted Table"}),
    ]
