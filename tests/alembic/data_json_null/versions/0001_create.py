"""None in a column of JSON is the JSON value null, unless the type says otherwise."""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.mutable import MutableDict

revision = "data_json_null_1"
down_revision = None


def upgrade():
    t = op.create_table("t", sa.Column("id", sa.Integer()), sa.Column("x", sa.JSON(), nullable=False), sa.Column("y", postgresql.JSONB, nullable=False),
                        sa.Column("z", postgresql.JSONB(none_as_null=True)),
                        sa.Column("v", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
                        sa.Column("m", MutableDict.as_mutable(postgresql.JSONB()), nullable=False), sa.Column("n", sa.Text()))
    op.bulk_insert(t, [{"id": 1, "x": None, "y": None, "z": None, "v": None, "m": None, "n": None}])
    op.bulk_insert(sa.table("t", sa.column("id", sa.Integer), sa.column("x", sa.JSON), sa.column("y", postgresql.JSONB), sa.column("v", sa.JSON()),
                            sa.column("m", sa.JSON())),
                   [{"id": 2, "x": None, "y": None, "v": None, "m": None}])
    op.execute(t.insert().values(id=3, x=None, y=None, z=None, v=None, m=None))
    op.execute(t.update().values(x=None, z=None))


def downgrade():
    op.drop_table("t")
