"""Step"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "add_column_2"
down_revision = "add_column_1"
branch_labels = None
depends_on = None

def upgrade():
    op.add_column("t", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("t", sa.Column("big", sa.BigInteger(), sa.Identity(start=3, increment=2, minvalue=1, maxvalue=1000, cycle=True, cache=5), nullable=False))
    op.add_column("t", sa.Column("both", sa.Integer(), unique=True, index=True))
    op.add_column("t", sa.Column("r_id", sa.Integer(), sa.ForeignKey("r.id", ondelete="SET NULL", onupdate="CASCADE", deferrable=True, initially="DEFERRED", use_alter=True, name="t_r"), nullable=True, comment="points"))
    op.add_column("t", sa.Column("code", sa.String(5), sa.ForeignKey("r.code", match="FULL"), sa.CheckConstraint("code <> ''", name="code_full")))
    op.add_column("t", sa.Column("size", sa.Enum("s", "l", name="sizes", native_enum=False, length=10, create_constraint=True), server_default="s", nullable=False))
    op.add_column("t", sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now() - interval '1 day'"), nullable=False))
    op.add_column("t", sa.Column("list", postgresql.ARRAY(sa.String()), server_default="{}", nullable=False))
    op.add_column("t", sa.Column("user", sa.String()))
    op.add_column("t", sa.Column("Camel", sa.Unicode(3)))
    op.add_column("t", sa.Column("number", sa.Integer(), nullable=False, server_default=sa.literal(3)))
    op.add_column("t", sa.Column("when", sa.Date(), server_default=sa.func.current_date()))
    op.add_column("t", sa.Column("cast", sa.Text(), server_default=sa.cast("x", sa.Text())))
    op.add_column("v", column=sa.Column("named", type_=sa.Integer(), nullable=True))
    op.add_column("v", sa.Column("zone", sa.DateTime(), server_default=sa.text("timezone('utc', now())")))


def downgrade():
    op.drop_column("v", column_name="zone")
    op.drop_column("v", "named")
    for name in ("cast", "when", "number", "Camel", "user", "list", "at", "size", "code", "r_id", "both", "big", "id"):
        op.drop_column("t", name)
