from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Question", fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),]),
        migrations.CreateModel(name="Answer", fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("question", models.ForeignKey(on_delete=models.deletion.CASCADE, to="shop.question")),
        ]),
        migrations.CreateModel(name="Ordered", fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("question", models.ForeignKey(on_delete=models.deletion.CASCADE, to="shop.question")),
        ], options={"order_with_respect_to": "question"}),
    ]
