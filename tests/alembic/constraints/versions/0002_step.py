"""Step"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "constraints_2"
down_revision = "constraints_1"
branch_labels = None
depends_on = None


def upgrade():
    op.create_primary_key("u_key", "u", ["id", "x"])
    op.create_unique_constraint("t_a_b", "t", ["a", "b"])
    op.create_unique_constraint("t_d", "t", ["d"], deferrable=True, initially="DEFERRED")
    op.create_check_constraint("t_a_positive", "t", "a > 0")
    op.create_check_constraint("t_b_long", "t", sa.func.length(sa.column("b")) > 3)
    op.create_check_constraint("t_both", "t", sa.and_(sa.column("a") > 1, sa.or_(sa.column("b") != "it's", sa.column("d").is_(None))))
    op.create_foreign_key("u_t", "u", "t", ["t_id"], ["id"])
    op.create_foreign_key("u_t_all", "u", "t", ["x"], ["id"], ondelete="SET NULL", onupdate="CASCADE", deferrable=True, initially="IMMEDIATE", match="FULL")
    op.create_foreign_key(None, "u", "t", ["x"], ["id"])
    op.create_unique_constraint(None, "u", ["r"])
    op.create_foreign_key("u_t_not_valid", "u", "t", ["x"], ["id"], postgresql_not_valid=True)
    op.create_check_constraint("t_not_valid", "t", "a < 10", postgresql_not_valid=True)
    op.create_exclude_constraint("u_overlap", "u", ("r", "&&"), where="x > 3", using="gist")


def downgrade():
    op.drop_constraint("u_overlap", "u")
    op.drop_constraint("t_not_valid", "t", type_="check")
    op.drop_constraint("u_t_not_valid", "u", type_="foreignkey")
    op.drop_constraint("u_r_key", "u", type_="unique")
    op.drop_constraint("u_x_fkey", "u", type_="foreignkey")
    op.drop_constraint("u_t_all", "u", type_="foreignkey")
    op.drop_constraint("u_t", "u", type_="foreignkey")
    op.drop_constraint("t_both", "t")
    op.drop_constraint("t_b_long", "t")
    op.drop_constraint("t_a_positive", "t", type_="check")
    op.drop_constraint("t_d", "t", type_="unique")
    op.drop_constraint("t_a_b", "t", type_="unique")
    op.drop_constraint("u_key", "u", type_="primary")
