"""Create"""
# sqlalchemy: 2.0+
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "types_postgresql_new_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS citext")
    op.create_table(
        "everything",
        sa.Column("citext", postgresql.CITEXT()),
        sa.Column("macaddr8", postgresql.MACADDR8()),
        sa.Column("tsquery", postgresql.TSQUERY()),
        sa.Column("regconfig", postgresql.REGCONFIG()),
        sa.Column("jsonpath", postgresql.JSONPATH()),
        sa.Column("int4", postgresql.INT4MULTIRANGE()),
        sa.Column("int8", postgresql.INT8MULTIRANGE()),
        sa.Column("num", postgresql.NUMMULTIRANGE()),
        sa.Column("dates", postgresql.DATEMULTIRANGE()),
        sa.Column("ts", postgresql.TSMULTIRANGE()),
        sa.Column("tstz", postgresql.TSTZMULTIRANGE()),
        sa.Column("domain", postgresql.DOMAIN("positive", sa.Integer(), check="VALUE > 0")),
    )


def downgrade():
    op.drop_table("everything")
