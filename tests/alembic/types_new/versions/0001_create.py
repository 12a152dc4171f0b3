"""Create"""
# sqlalchemy: 2.0+
import sqlalchemy as sa
from alembic import op

revision = "types_new_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "everything",
        sa.Column("double", sa.Double()),
        sa.Column("double_precision", sa.DOUBLE_PRECISION()),
        sa.Column("uuid", sa.Uuid()),
        sa.Column("uuid_text", sa.Uuid(native_uuid=False)),
        sa.Column("uuid_upper", sa.UUID()),
    )


def downgrade():
    op.drop_table("everything")
