revision = 'b1'
down_revision = None
from alembic import op
import sqlalchemy as sa


from shop import LARGE, VERSION, helpers, sizes
from shop.helpers import Money, create as make
import shop.cycle_a
import shop.stars
import shop.missing
import importlib
from shop.broken import BEHIND, ok
from os.path import dirname, join
import os
from pathlib import Path

numbered = importlib.import_module("migrations.versions.0002_second")
values = [LARGE, VERSION, sizes.SMALL, shop.cycle_a.both(), shop.stars.SMALL, numbered.SHARED, BEHIND]
symbols = [shop.stars.Unicode, shop.missing.NAME, sa.Integer, shop.stars._private]
here = os.path.basename(__file__)
text = open(os.path.join(os.path.dirname(__file__), "sql", "view.sql")).read()
same_text = (Path(__file__).resolve().parent / "sql" / "view.sql").read_text()
outside = open("/etc/hostname").read()


def upgrade():
    make("users", sa.Column("price", Money()))
    helpers.nested("orders")
    with open(join(dirname(__file__), "sql", "view.sql")) as file:
        op.execute(file.read())


def downgrade():
    from .shared_sql import DROP

    op.execute(DROP)
