"""Step"""
import sqlalchemy as sa
from alembic import op

revision = "indexes_2"
down_revision = "indexes_1"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("t_a", "t", ["a"])
    op.create_index(op.f("ix_t_b"), "t", ["b"], unique=True)
    op.create_index("t_a_b", "t", ["a", sa.text("b DESC")])
    op.create_index("t_lower", "t", [sa.text("lower(b)")])
    op.create_index("t_func", "t", [sa.func.lower(sa.column("b"))])
    op.create_index("t_where", "t", ["a"], postgresql_where=sa.text("b IS NOT NULL"))
    op.create_index("t_where_expression", "t", ["a"], postgresql_where=sa.column("a") > 5)
    op.create_index("t_gin", "t", [sa.text("to_tsvector('english', c)")], postgresql_using="gin")
    op.create_index("t_ops", "t", ["b"], postgresql_ops={"b": "varchar_pattern_ops"})
    op.create_index("t_include", "t", ["a"], postgresql_include=["b", "d"])
    op.create_index("t_with", "t", ["a"], postgresql_with={"fillfactor": 50})
    op.create_index("t_space", "t", ["d"], postgresql_tablespace="pg_default")


def downgrade():
    op.drop_index("t_space", table_name="t")
    op.drop_index("t_with", "t")
    op.drop_index("t_include")
    op.drop_index("t_ops")
    op.drop_index("t_gin", table_name="t", postgresql_using="gin")
    op.drop_index("t_where_expression")
    op.drop_index("t_where")
    op.drop_index("t_func")
    op.drop_index("t_lower")
    op.drop_index("t_a_b")
    op.drop_index(op.f("ix_t_b"), table_name="t")
    op.drop_index("t_a")
