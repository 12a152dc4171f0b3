from south.db import db
from south.v2 import SchemaMigration


class Migration(SchemaMigration):
    pass
