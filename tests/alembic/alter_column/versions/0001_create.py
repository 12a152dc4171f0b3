"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "alter_column_1"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    op.create_table(
        "t",
        sa.Column("a", sa.Integer(), nullable=False),
        sa.Column("size", sa.Enum("s", "l", name="sizes", native_enum=False, create_constraint=True)),
        sa.Column("flag", sa.Boolean()),
        sa.Column("Upper", sa.String(5)),
        sa.Column("json", sa.JSON()),
    )


def downgrade():
    op.drop_table("t")
