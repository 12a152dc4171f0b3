"""Step"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "enums_2"
down_revision = "enums_1"
branch_labels = None
depends_on = None


def upgrade():
    mood = postgresql.ENUM("sad", "ok", name="mood")
    mood.create(op.get_bind(), checkfirst=False)
    op.add_column("tickets", sa.Column("mood", postgresql.ENUM("sad", "ok", name="mood", create_type=False)))
    op.add_column("tickets", sa.Column("second", postgresql.ENUM(name="ticket_kind", create_type=False)))
    op.alter_column("tickets", "loose", type_=postgresql.ENUM(name="mood", create_type=False), existing_type=sa.String(2), postgresql_using="loose::mood")


def downgrade():
    op.drop_column("tickets", "second")
    op.alter_column("tickets", "loose", type_=sa.String(2), existing_type=postgresql.ENUM(name="mood"))
    op.drop_column("tickets", "mood")
    sa.Enum(name="mood").drop(op.get_bind(), checkfirst=False)
