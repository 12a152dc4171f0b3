"""Lists and dicts for columns of JSON and arrays."""
# values of the moment: the driver writes them out
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "data_json_1"
down_revision = None


def upgrade():
    t = op.create_table("t", sa.Column("id", sa.Integer()), sa.Column("x", sa.JSON()), sa.Column("y", postgresql.JSONB()),
                        sa.Column("z", sa.ARRAY(sa.Integer())))
    op.execute(t.insert().values(id=1, x=[], y={}, z=[]))
    op.execute(t.insert().values(id=2, x=["a", 1], y={"a": [1, None]}, z=[1, 2]))
    op.bulk_insert(t, [{"id": 3, "x": [], "y": {}, "z": []}])
    op.bulk_insert(t, [])


def downgrade():
    op.drop_table("t")
