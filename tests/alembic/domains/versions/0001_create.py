# sqlalchemy: 2.0+
"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "domains_1"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    positive = postgresql.DOMAIN("positive", sa.Integer(), check="VALUE > 0", not_null=True, default=sa.text("1"))
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("n", positive), sa.Column("c", postgresql.CITEXT()) if False else sa.Column("c", sa.Text()))
    code = postgresql.DOMAIN("code", sa.String(5), constraint_name="code_full", check="VALUE <> ''", collation="C")
    code.create(op.get_bind())
    code.create(op.get_bind(), checkfirst=True)
    op.add_column("t", sa.Column("code", code))


def downgrade():
    op.drop_table("t")
    postgresql.DOMAIN("code", sa.String(5)).drop(op.get_bind())
    postgresql.DOMAIN("positive", sa.Integer()).drop(op.get_bind(), checkfirst=False)
