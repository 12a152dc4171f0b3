"""Step"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "batch_2"
down_revision = "batch_1"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("t", schema=None) as batch_op:
        batch_op.add_column(sa.Column("e", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("f", sa.String(10), server_default="x", nullable=False))
        batch_op.alter_column("b", existing_type=sa.String(20), type_=sa.String(40), nullable=False)
        batch_op.alter_column("a", new_column_name="alpha")
        batch_op.create_index("t_e", ["e"], unique=False)
        batch_op.create_index(batch_op.f("ix_t_b"), ["b"], unique=True)
        batch_op.create_unique_constraint("t_b_c", ["b", "c"])
        batch_op.create_check_constraint("t_check", "e > 0")
        batch_op.create_foreign_key("t_e_key", "t", ["e"], ["id"], ondelete="CASCADE")
        batch_op.create_table_comment("tee")
        batch_op.execute("UPDATE t SET a = NULL")


def downgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.drop_table_comment()
        batch_op.drop_constraint("t_e_key", type_="foreignkey")
        batch_op.drop_constraint("t_check", type_="check")
        batch_op.drop_constraint("t_b_c", type_="unique")
        batch_op.drop_index("ix_t_b")
        batch_op.drop_index(batch_op.f("t_e"))
        batch_op.alter_column("alpha", new_column_name="a")
        batch_op.alter_column("b", type_=sa.String(20), existing_type=sa.String(40), nullable=True)
        batch_op.drop_column("f")
        batch_op.drop_column("e")
