"""Step"""
import sqlalchemy as sa
from alembic import op

revision = "conditions_2"
down_revision = "conditions_1"
branch_labels = None
depends_on = None

def add(name, type_):
    op.add_column("t", sa.Column(name, type_))


def upgrade():
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.add_column("t", sa.Column("pg", sa.Integer()))
    else:
        op.add_column("t", sa.Column("other", sa.Integer()))
    inspector = sa.inspect(bind)
    if "x" not in inspector.get_table_names():
        op.create_table("x", sa.Column("id", sa.Integer()))
    if "a" in [column["name"] for column in inspector.get_columns("t")]:
        op.alter_column("t", "a", nullable=False)
    if not inspector.has_table("t"):
        op.drop_table("x")
    if op.get_context().dialect.name != "sqlite":
        op.create_index("x_id", "x", ["id"])
    add("z", sa.Integer())


def downgrade():
    op.drop_column("t", "z")
    op.drop_table("x")
    op.alter_column("t", "a", nullable=True)
    op.drop_column("t", "pg")
