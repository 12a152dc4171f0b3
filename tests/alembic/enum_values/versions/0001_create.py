# sqlalchemy: 2.0+
"""Types that alembic_postgresql_enum makes anew, with defaults and indexes of the columns."""
import alembic_postgresql_enum
import sqlalchemy as sa
from alembic import op
from alembic_postgresql_enum import ColumnType, TableReference
from alembic_postgresql_enum.sql_commands.indexes import TableIndex

revision = "enum_values_1"
down_revision = None


def upgrade():
    state = sa.Enum("a", "b", name="states")
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("state", state, nullable=False, server_default="a"),
                    sa.Column("plain", state), sa.Column("other", state, server_default=sa.text("'b'::states")),
                    sa.Column("many", sa.ARRAY(state), server_default="{a}"))
    op.create_index("t_b", "t", ["id"], postgresql_where=sa.text("plain = 'b'"))
    # as older versions of the package wrote it: the server is asked for the defaults
    op.sync_enum_values("public", "states", ["a", "b", "c"],
                        [("t", "state"), ("t", "plain"), ("t", "other"), ("t", "many", ColumnType.ARRAY)], enum_values_to_rename=[],
                        indexes_to_recreate=[TableIndex(name="public.t_b", definition="CREATE INDEX t_b ON public.t USING btree (id) WHERE (plain = 'b'::states)")])
    op.drop_index("t_b")
    op.sync_enum_values(
        enum_schema="public", enum_name="states", new_values=["a", "d", "c"],
        affected_columns=[TableReference(table_schema="public", table_name="t", column_name="state", existing_server_default="'a'::states"),
                          TableReference(table_name="t", column_name="plain"),
                          TableReference("t", "other", existing_server_default="'b'::states"),
                          TableReference("t", "many", column_type=ColumnType.ARRAY, existing_server_default="'{a}'::states[]")],
        enum_values_to_rename=[("b", "d")])
    op.add_enum_value("public", "states", "e", "d")


def downgrade():
    op.sync_enum_values("public", "states", ["a", "b"],
                        [("t", "state"), ("t", "plain"), ("t", "other"), ("t", "many", ColumnType.ARRAY)], enum_values_to_rename=[("d", "b")])
    op.drop_table("t")
