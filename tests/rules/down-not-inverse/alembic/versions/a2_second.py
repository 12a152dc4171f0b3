import sqlalchemy as sa
from alembic import op

revision = "a2"
down_revision = "a1"


def upgrade():
    op.add_column("users", sa.Column("mail", sa.String(50), nullable=False))
    op.create_index("users_mail", "users", ["mail"])


def downgrade():
    op.drop_index("users_mail")
    op.drop_column("users", "mail")
