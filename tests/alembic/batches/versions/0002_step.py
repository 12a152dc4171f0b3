"""Step"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "batches_2"
down_revision = "batches_1"
branch_labels = None
depends_on = None

def upgrade():
    with op.batch_alter_table("u", schema=None) as batch_op:
        batch_op.create_primary_key("u_key", ["id"])
        batch_op.add_column(sa.Column("t_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("u_t", "t", ["t_id"], ["id"], ondelete="CASCADE")
        batch_op.create_foreign_key(None, "t", ["x"], ["id"])
        batch_op.create_unique_constraint(batch_op.f("u_x"), ["x"])
        batch_op.create_check_constraint("x_positive", "x > 0")
        batch_op.create_index("u_t_id", ["t_id"], unique=True)
        batch_op.create_table_comment("the u")
        batch_op.alter_column("x", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=False, nullable=True, new_column_name="y")
        batch_op.execute("SELECT 1 + 1")
    with op.batch_alter_table("t") as batch:
        batch.create_exclude_constraint("t_r", ("r", "&&"), using="gist")
        batch.drop_column("b")
        batch.add_column(sa.Column("c", sa.Integer(), sa.ForeignKey("u.id"), index=True))


def downgrade():
    with op.batch_alter_table("t") as batch:
        batch.drop_column("c")
        batch.add_column(sa.Column("b", sa.String(length=20), nullable=True))
        batch.drop_constraint("t_r")
    with op.batch_alter_table("u", recreate="never") as batch_op:
        batch_op.alter_column("y", new_column_name="x", nullable=False)
        batch_op.drop_table_comment()
        batch_op.drop_index("u_t_id")
        batch_op.drop_constraint("x_positive", type_="check")
        batch_op.drop_constraint(op.f("u_x"), type_="unique")
        batch_op.drop_constraint("u_t", type_="foreignkey")
        batch_op.drop_constraint("u_x_fkey", type_="foreignkey")
        batch_op.drop_column("t_id")
        batch_op.drop_constraint("u_key", type_="primary")
