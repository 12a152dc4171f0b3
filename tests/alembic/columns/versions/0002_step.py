"""Step"""
import sqlalchemy as sa
from alembic import op

revision = "columns_2"
down_revision = "columns_1"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("t", sa.Column("e", sa.Integer(), nullable=True))
    op.add_column("t", sa.Column("f", sa.String(length=10), server_default="x", nullable=False))
    op.add_column("t", sa.Column("g", sa.Integer(), sa.ForeignKey("t.id")))
    op.add_column("t", sa.Column("h", sa.Integer(), sa.ForeignKey("t.id", name="h_key", ondelete="CASCADE"), index=True))
    op.add_column("t", sa.Column("i", sa.Integer(), unique=True))
    op.add_column("t", sa.Column("j", sa.Integer(), comment="jay"))
    op.add_column("t", sa.Column("k", sa.Integer(), sa.Identity(always=True), nullable=False))
    op.add_column("t", sa.Column("l", sa.Integer(), sa.Computed("id + 1", persisted=True)))
    op.add_column("t", sa.Column("m", sa.Integer(), sa.CheckConstraint("m > 0", name="m_check")))
    op.add_column("t", sa.Column("n", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("t", sa.Column("o", sa.Enum("a", "b", name="letters", create_type=False) if False else sa.Text()))


def downgrade():
    for name in "onmlkjihgfe":
        op.drop_column("t", name)
