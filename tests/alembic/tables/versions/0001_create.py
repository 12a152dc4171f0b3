"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "tables_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(40), nullable=False, unique=True),
        sa.Column("email", sa.String(100), index=True),
        sa.Column("key", sa.String(100), index=True, unique=True),
        sa.Column("created", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("flag", sa.Boolean(), server_default=sa.false()),
        sa.Column("yes", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("n", sa.Integer(), server_default="0"),
        sa.Column("t", sa.String(10), server_default="it's"),
        sa.Column("u", postgresql.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("stamp", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.Column("python", sa.Integer(), default=5),
        sa.Column("commented", sa.Integer(), comment="it's a comment"),
        comment="The users",
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), sa.Identity(start=10, increment=5), nullable=False),
        sa.Column("always", sa.Integer(), sa.Identity(always=True)),
        sa.Column("twice", sa.Integer(), sa.Computed("number * 2", persisted=True)),
        sa.Column("code", sa.String(10), sa.CheckConstraint("length(code) > 2")),
        sa.Column("total", sa.Numeric(10, 2)),
        sa.CheckConstraint("total > 0", name="total_positive"),
        sa.CheckConstraint("total < 100000"),
        sa.ForeignKeyConstraint(["other_id"], ["users.id"], name="fk_other", ondelete="SET NULL", onupdate="CASCADE", deferrable=True, initially="DEFERRED"),
        sa.PrimaryKeyConstraint("id", name="orders_key"),
        sa.UniqueConstraint("number", "code", name="number_code"),
        sa.UniqueConstraint("code"),
    )
    op.create_table("pairs", sa.Column("a", sa.Integer(), nullable=False), sa.Column("b", sa.String(5), nullable=False), sa.PrimaryKeyConstraint("a", "b"))
    op.create_table("small", sa.Column("id", sa.SmallInteger(), primary_key=True), sa.Column("x", sa.Text()), sa.Index("small_x", "x"))
    op.create_table("plain_key", sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False))
    op.create_table("text_key", sa.Column("id", sa.String(), primary_key=True))
    op.create_table("foreign_key", sa.Column("id", sa.Integer(), sa.ForeignKey("users.id"), primary_key=True))
    op.create_table(
        "constrained_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["users.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table("temporary", sa.Column("id", sa.Integer()), prefixes=["UNLOGGED"])
    op.create_table("excluded", sa.Column("r", postgresql.INT4RANGE()), postgresql.ExcludeConstraint((sa.column("r"), "&&"), name="no_overlap"))
    op.create_table("partitioned", sa.Column("d", sa.Date(), nullable=False), postgresql_partition_by="RANGE (d)")


def downgrade():
    op.drop_table("partitioned")
    op.drop_table("excluded")
    op.drop_table("temporary")
    op.drop_table("constrained_key")
    op.drop_table("foreign_key")
    op.drop_table("text_key")
    op.drop_table("plain_key")
    op.drop_table("small")
    op.drop_table("pairs")
    op.drop_table("orders")
    op.drop_table("users")
