"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "decorated_1"
down_revision = None
branch_labels = None
depends_on = None

class GUID(sa.types.TypeDecorator):
    impl = sa.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(32))


class UtcDateTime(sa.types.TypeDecorator):
    impl = sa.DateTime(timezone=True)
    cache_ok = True


class Json(sa.types.TypeDecorator):
    impl = sa.Text
    cache_ok = True


def upgrade():
    op.create_table("t", sa.Column("id", GUID(), primary_key=True), sa.Column("at", UtcDateTime(), nullable=False), sa.Column("j", Json()))


def downgrade():
    op.drop_table("t")
