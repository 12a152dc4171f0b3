"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "types_postgresql_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS hstore")
    op.execute("CREATE EXTENSION IF NOT EXISTS citext")
    op.create_table(
        "everything",
        sa.Column("array", postgresql.ARRAY(sa.String(20))),
        sa.Column("array_two", postgresql.ARRAY(sa.Integer(), dimensions=2)),
        sa.Column("array_text", postgresql.ARRAY(sa.Text()), server_default="{}"),
        sa.Column("bit", postgresql.BIT()),
        sa.Column("bit_sized", postgresql.BIT(5)),
        sa.Column("bit_varying", postgresql.BIT(length=5, varying=True)),
        sa.Column("bytea", postgresql.BYTEA()),
        sa.Column("cidr", postgresql.CIDR()),
        sa.Column("date_range", postgresql.DATERANGE()),
        sa.Column("double", postgresql.DOUBLE_PRECISION()),
        sa.Column("double_p", postgresql.DOUBLE_PRECISION(precision=53)),
        sa.Column("hstore", postgresql.HSTORE()),
        sa.Column("inet", postgresql.INET()),
        sa.Column("int4", postgresql.INT4RANGE()),
        sa.Column("int8", postgresql.INT8RANGE()),
        sa.Column("interval", postgresql.INTERVAL()),
        sa.Column("interval_fields", postgresql.INTERVAL(fields="DAY TO SECOND")),
        sa.Column("interval_precision", postgresql.INTERVAL(precision=3)),
        sa.Column("json", postgresql.JSON()),
        sa.Column("json_text", postgresql.JSON(astext_type=sa.Text())),
        sa.Column("jsonb", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("macaddr", postgresql.MACADDR()),
        sa.Column("money", postgresql.MONEY()),
        sa.Column("num", postgresql.NUMRANGE()),
        sa.Column("oid", postgresql.OID()),
        sa.Column("regclass", postgresql.REGCLASS()),
        sa.Column("time", postgresql.TIME(precision=3)),
        sa.Column("time_zone", postgresql.TIME(timezone=True, precision=0)),
        sa.Column("timestamp", postgresql.TIMESTAMP(precision=6)),
        sa.Column("timestamp_zone", postgresql.TIMESTAMP(timezone=True, precision=3)),
        sa.Column("tsrange", postgresql.TSRANGE()),
        sa.Column("tstzrange", postgresql.TSTZRANGE()),
        sa.Column("tsvector", postgresql.TSVECTOR()),
        sa.Column("uuid", postgresql.UUID()),
        sa.Column("uuid_objects", postgresql.UUID(as_uuid=True), nullable=False),
    )


def downgrade():
    op.drop_table("everything")
