"""Step"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "batch_3"
down_revision = "batch_2"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("t", recreate="never") as batch_op:
        batch_op.drop_constraint("t_e_key", type_="foreignkey")
        batch_op.drop_constraint("t_pkey", type_="primary")
        batch_op.create_primary_key("t_key", ["id"])
        batch_op.add_column(sa.Column("r", postgresql.INT4RANGE()))
    with op.batch_alter_table("t") as batch_op:
        batch_op.create_exclude_constraint("t_r", ("r", "&&"), using="gist")


def downgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.drop_constraint("t_r")
        batch_op.drop_column("r")
        batch_op.drop_constraint("t_key", type_="primary")
        batch_op.create_primary_key("t_pkey", ["id"])
        batch_op.create_foreign_key("t_e_key", "t", ["e"], ["id"])
