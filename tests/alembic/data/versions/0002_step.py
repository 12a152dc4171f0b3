"""Step"""
# values of the moment: the driver writes them out
import sqlalchemy as sa
from alembic import op

revision = "data_2"
down_revision = "data_1"
branch_labels = None
depends_on = None


def upgrade():
    t = sa.table("t", sa.column("id", sa.Integer), sa.column("a", sa.Integer), sa.column("b", sa.String), sa.column("c", sa.Text))
    op.bulk_insert(t, [{"id": 1, "a": 2, "b": "x", "c": "it's"}, {"id": 2, "a": 3, "b": "y", "c": "z"}])
    op.execute(t.update().where(t.c.a == 2).values(b="new", c=op.inline_literal("lit")))
    op.execute(t.update().values({"a": 5}))
    op.execute(t.insert().values(id=3, a=1, b="q", c="c"))
    op.execute(t.delete().where(t.c.id == 3))
    op.execute(sa.update(t).where(t.c.b.is_(None)).values(b=op.inline_literal("none")))
    op.execute(sa.delete(t).where(sa.and_(t.c.a > 100, t.c.b == op.inline_literal("x"))))


def downgrade():
    pass
