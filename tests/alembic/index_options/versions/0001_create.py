"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "index_options_1"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.String(20)), sa.Column("c", sa.Text()), sa.Column("j", postgresql.JSONB()))
    op.create_index(None, "t", ["a"])
    op.create_index("i1", "t", [sa.desc("a"), sa.column("b").desc()])
    op.create_index("i2", "t", [sa.column("a").desc().nulls_last(), sa.asc(sa.column("b"))])
    op.create_index("i3", "t", [sa.column("a") + 1])
    op.create_index("i4", "t", ["j"], postgresql_using="GIN", postgresql_ops={"j": "jsonb_path_ops"})
    op.create_index("i5", "t", [sa.literal_column("lower(b)"), "a"], unique=True)
    op.create_index("i6", "t", [sa.func.coalesce(sa.column("a"), 0), sa.func.lower(sa.column("b")).desc()])
    op.create_index("i7", "t", ["a"], unique=False, postgresql_where="a > 3")
    op.create_index("i8", "t", ["a"], postgresql_where=sa.and_(sa.column("a") > 1, sa.column("b") == "x"), postgresql_with={"fillfactor": 70, "deduplicate_items": "off"})
    op.create_index("i9", table_name="t", columns=["b"], postgresql_ops={"b": "text_pattern_ops"}, mysql_length=10)
    op.create_index("i10", "t", [sa.text("(j ->> 'x')")])
    op.create_index("i11", "t", [sa.text("substr(b, 1, 3) varchar_pattern_ops"), sa.text("a DESC NULLS LAST")], unique=True)
    op.create_index("i12", "t", ["c"], postgresql_using="hash", postgresql_where=sa.column("c").isnot(None))


def downgrade():
    for number in range(1, 13):
        op.drop_index(f"i{number}", "t")
    op.drop_index("ix_t_a", "t")
    op.drop_table("t")
