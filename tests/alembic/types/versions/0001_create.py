"""Create"""
import sqlalchemy as sa
from alembic import op

revision = "types_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "everything",
        sa.Column("big", sa.BigInteger()),
        sa.Column("big_upper", sa.BIGINT()),
        sa.Column("boolean", sa.Boolean()),
        sa.Column("boolean_upper", sa.BOOLEAN()),
        sa.Column("char", sa.CHAR()),
        sa.Column("char_sized", sa.CHAR(3)),
        sa.Column("date", sa.Date()),
        sa.Column("date_upper", sa.DATE()),
        sa.Column("datetime", sa.DateTime()),
        sa.Column("datetime_zone", sa.DateTime(timezone=True)),
        sa.Column("timestamp", sa.TIMESTAMP()),
        sa.Column("timestamp_zone", sa.TIMESTAMP(timezone=True)),
        sa.Column("decimal", sa.DECIMAL(10, 2)),
        sa.Column("numeric", sa.Numeric()),
        sa.Column("numeric_precision", sa.Numeric(12)),
        sa.Column("numeric_scale", sa.Numeric(precision=12, scale=4)),
        sa.Column("numeric_upper", sa.NUMERIC(5, 1)),
        sa.Column("float", sa.Float()),
        sa.Column("float_precision", sa.Float(53)),
        sa.Column("float_upper", sa.FLOAT()),
        sa.Column("real", sa.REAL()),
        sa.Column("integer", sa.Integer()),
        sa.Column("integer_upper", sa.INTEGER()),
        sa.Column("int", sa.INT()),
        sa.Column("interval", sa.Interval()),
        sa.Column("json", sa.JSON()),
        sa.Column("binary", sa.LargeBinary()),
        sa.Column("binary_sized", sa.LargeBinary(length=100)),
        sa.Column("pickle", sa.PickleType()),
        sa.Column("small", sa.SmallInteger()),
        sa.Column("small_upper", sa.SMALLINT()),
        sa.Column("string", sa.String()),
        sa.Column("string_sized", sa.String(40)),
        sa.Column("string_collated", sa.String(length=40, collation="C")),
        sa.Column("text", sa.Text()),
        sa.Column("text_upper", sa.TEXT()),
        sa.Column("time", sa.Time()),
        sa.Column("time_zone", sa.Time(timezone=True)),
        sa.Column("time_upper", sa.TIME()),
        sa.Column("unicode", sa.Unicode(20)),
        sa.Column("unicode_text", sa.UnicodeText()),
        sa.Column("varchar", sa.VARCHAR(length=30)),
        sa.Column("array", sa.ARRAY(sa.Integer())),
        sa.Column("variant", sa.JSON().with_variant(sa.Text(), "postgresql")),
        sa.Column("variant_other", sa.String(20).with_variant(sa.Text(), "mysql")),
        sa.Column("not_null", sa.Integer, nullable=False),
        sa.Column("Mixed Case", sa.Integer),
        sa.Column("select", sa.Integer),
    )


def downgrade():
    op.drop_table("everything")
