"""Create"""
import sqlalchemy as sa
from alembic import op

revision = "sequences_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute(sa.schema.CreateSequence(sa.Sequence("counter")))
    op.execute(sa.schema.CreateSequence(sa.Sequence("other", start=5, increment=2)))
    op.create_table("t", sa.Column("id", sa.Integer(), sa.Sequence("t_seq"), primary_key=True), sa.Column("n", sa.Integer(), server_default=sa.text("nextval('counter')")))


def downgrade():
    op.drop_table("t")
    op.execute(sa.schema.DropSequence(sa.Sequence("other")))
    op.execute(sa.schema.DropSequence(sa.Sequence("counter")))
