"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from custom_types_of_project import GUID, Code, Money, Plain, Point, Stamp, Wrapped

revision = "custom_types_1"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    op.create_table(
        "t",
        sa.Column("id", GUID(), primary_key=True),
        sa.Column("guid", GUID, nullable=False),
        sa.Column("code", Code(12)),
        sa.Column("code_named", Code(length=13)),
        sa.Column("money", Money()),
        sa.Column("plain", Plain()),
        sa.Column("point", Point()),
        sa.Column("stamp", Stamp()),
        sa.Column("wrapped", Wrapped()),
        sa.Column("array", postgresql.ARRAY(Money())),
        sa.Column("variant", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
        sa.Column("variants", sa.String(20).with_variant(sa.Text(), "mysql").with_variant(postgresql.CIDR(), "postgresql")),
        sa.Column("serial", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), index=True),
    )
    op.create_table("u", sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), autoincrement=True, nullable=False), sa.PrimaryKeyConstraint("id"))


def downgrade():
    op.drop_table("u")
    op.drop_table("t")
