"""Statements on rows that SQLAlchemy's core and ORM write."""
# values of the moment: literals are parameters
import sqlalchemy as sa
from alembic import op

# sqlalchemy: 2.0+
revision = "core_expressions_1"
down_revision = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(40)),
        sa.Column("age", sa.Integer),
        sa.Column("active", sa.Boolean),
    )
    op.create_table("copies", sa.Column("id", sa.Integer), sa.Column("name", sa.String(40)))


def downgrade():
    op.drop_table("copies")
    op.drop_table("users")
