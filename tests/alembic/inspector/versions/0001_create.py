"""What an inspector answers is what the revisions before it made."""
import sqlalchemy as sa
from alembic import op

revision = "inspector_1"
down_revision = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(100), nullable=False, unique=True),
        sa.Column("name", sa.String(40), index=True),
        sa.Column("kind", sa.Enum("a", "b", name="user_kind")),
    )
    op.create_table(
        "posts",
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE")),
        sa.Column("old", sa.Text),
    )


def downgrade():
    op.drop_table("posts")
    op.drop_table("users")
    sa.Enum(name="user_kind").drop(op.get_bind(), checkfirst=False)
