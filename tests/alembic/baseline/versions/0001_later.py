"""A history that starts after tables that something else made."""
# sqlalchemy: 9.0+ (nothing real can run it: the tables are missing)
import sqlalchemy as sa
from alembic import op

revision = "baseline_1"
down_revision = None


def upgrade():
    op.add_column("metrics", sa.Column("step", sa.BigInteger, nullable=False, server_default="0"))
    inspector = sa.inspect(op.get_bind())
    if not inspector.has_table("runs"):
        op.create_table("runs", sa.Column("id", sa.BigInteger, primary_key=True))
    if "step" in [column["name"] for column in inspector.get_columns("metrics")]:
        op.create_index("metrics_step", "metrics", ["step"])
    if "value" not in [column["name"] for column in inspector.get_columns("metrics")]:
        op.add_column("metrics", sa.Column("value", sa.Text))
    for key in inspector.get_unique_constraints("experiments"):
        op.drop_constraint(key["name"], "experiments", type_="unique")


def downgrade():
    op.drop_column("metrics", "step")
