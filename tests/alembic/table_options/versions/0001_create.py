"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "table_options_1"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    op.create_table("parent", sa.Column("id", sa.Integer(), sa.Identity(), primary_key=True), sa.Column("at", sa.Date()))
    op.create_table("child", sa.Column("more", sa.Integer()), postgresql_inherits="parent")
    op.create_table("spaced", sa.Column("id", sa.Integer()), postgresql_tablespace="pg_default")
    op.create_table("nothing")
    op.create_table("keyed", sa.Column("a", sa.Integer(), primary_key=True), sa.Column("b", sa.Integer(), primary_key=True, autoincrement=True), sa.Column("c", sa.Integer(), primary_key=True))
    op.create_table("named", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), sa.PrimaryKeyConstraint("b", "a", name="named_key"), sa.UniqueConstraint("a", name=op.f("named_a"), deferrable=True, initially="IMMEDIATE"))
    op.create_table(
        "references",
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.Integer()),
        sa.Column("c", sa.Integer(), sa.ForeignKey("parent.id", name="c_parent"), unique=True, index=True, comment="see"),
        sa.Column("d", sa.Integer(), sa.ForeignKey("parent.id"), unique=True),
        sa.Column("e", sa.Integer(), sa.ForeignKey("parent.id", use_alter=True)),
        sa.ForeignKeyConstraint(("b", "a"), ["named.b", "named.a"], ondelete="cascade", match="FULL"),
        sa.CheckConstraint(sa.text("a <> b"), name="different"),
        sa.CheckConstraint("a > 0 OR b::text = 'x:y'"),
        comment="It's one",
    )
    op.create_table("serials", sa.Column("a", sa.SmallInteger(), primary_key=True), sa.Column("b", sa.Integer(), server_default=sa.FetchedValue()))
    op.create_table("defaulted", sa.Column("id", sa.Integer(), primary_key=True, server_default="7"))
    op.create_table("client", sa.Column("id", sa.Integer(), primary_key=True, default=lambda: 3))
    op.create_table("nullable", sa.Column("id", sa.Integer(), primary_key=True, nullable=True))
    op.create_table("sequenced", sa.Column("id", sa.Integer(), sa.Sequence("sequenced_numbers", optional=True), primary_key=True))


def downgrade():
    for name in ("sequenced", "nullable", "client", "defaulted", "serials", "references", "named", "keyed", "nothing", "spaced", "child", "parent"):
        op.drop_table(name)
