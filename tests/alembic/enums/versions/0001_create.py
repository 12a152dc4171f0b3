"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "enums_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum("open", "it's", "closed", name="ticket_state"), nullable=False),
        sa.Column("kind", postgresql.ENUM("a", "b", name="ticket_kind"), server_default="a"),
        sa.Column("loose", sa.Enum("x", "yy", name="loose", native_enum=False)),
        sa.Column("checked", sa.Enum("x", "yy", name="checked", native_enum=False, create_constraint=True)),
        sa.Column("flag", sa.Boolean(create_constraint=True, name="flag_check")),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():
    op.drop_table("tickets")
    op.execute("DROP TYPE ticket_state")
    op.execute("DROP TYPE ticket_kind")
