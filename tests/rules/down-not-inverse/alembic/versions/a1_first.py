import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("state", sa.Enum("new", "paid", name="state")))


def downgrade():
    op.drop_table("users")  # want: down-not-inverse "enum type 'state' was not there before"
