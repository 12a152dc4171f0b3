import django.contrib.postgres.fields
import django.contrib.postgres.fields.hstore
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.contrib.postgres.operations
from django.contrib.postgres.operations import *
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddField(model_name="thing", name="more", field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
        migrations.AddField(model_name="thing", name="map", field=django.contrib.postgres.fields.HStoreField(default=dict)),
        migrations.AlterField(model_name="thing", name="words", field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=3)),
        migrations.AlterField(model_name="thing", name="numbers", field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None, null=True)),
        migrations.AddIndex(model_name="thing", index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="thing_search")),
        migrations.AddIndex(model_name="thing", index=django.contrib.postgres.indexes.GinIndex(fields=["numbers"], name="thing_numbers", fastupdate=False, gin_pending_list_limit=4096)),
        migrations.AddIndex(model_name="thing", index=django.contrib.postgres.indexes.GistIndex(fields=["moments"], name="thing_moments", buffering=True, fillfactor=70)),
        migrations.AddIndex(model_name="thing", index=django.contrib.postgres.indexes.SpGistIndex(fields=["ints"], name="thing_ints", fillfactor=80)),
        migrations.AddIndex(model_name="thing", index=django.contrib.postgres.indexes.BrinIndex(fields=["id"], name="thing_brin", autosummarize=True, pages_per_range=4)),
        migrations.AddIndex(model_name="thing", index=django.contrib.postgres.indexes.BTreeIndex(fields=["id"], name="thing_btree", fillfactor=60)),
        migrations.AddIndex(model_name="thing", index=django.contrib.postgres.indexes.HashIndex(fields=["id"], name="thing_hash", fillfactor=60)),
    ]
