# sqlalchemy: 9.0+
# (No environment of the tests has these packages; it was compared by hand with alembic_utils 0.8.8 and alembic-postgresql-enum 1.11.0.)
"""Create"""
import alembic_postgresql_enum
import sqlalchemy as sa
from alembic import op
from alembic_postgresql_enum import TableReference
from alembic_utils.pg_extension import PGExtension
from alembic_utils.pg_function import PGFunction
from alembic_utils.pg_materialized_view import PGMaterializedView
from alembic_utils.pg_policy import PGPolicy
from alembic_utils.pg_trigger import PGTrigger
from alembic_utils.pg_view import PGView

revision = "packages_1"
down_revision = None
branch_labels = None
depends_on = None

double = PGFunction(schema="public", signature="double(i integer, j integer default 2)", definition="returns integer as $$ select i * j $$ language sql;")
view = PGView("public", "big", "select * from t where id > 10;")
totals = PGMaterializedView(schema="public", signature="totals", definition="select count(*) from t", with_data=False)
touched = PGTrigger(schema="public", signature="touched", on_entity="public.t", definition="before update on public.t for each row execute function touch()")
own = PGPolicy(schema="public", signature="own", on_entity="t", definition="as permissive for select using (id > 1)")


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("state", sa.Enum("a", "b", name="states"), server_default="a"))
    op.create_entity(PGExtension("public", "citext"))
    op.create_entity(double)
    op.replace_entity(double)
    op.create_entity(view)
    op.replace_entity(view)
    op.create_entity(totals)
    op.replace_entity(totals)
    op.execute("CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
    op.create_entity(touched)
    op.create_entity(own)
    op.drop_entity(own)
    op.drop_entity(touched)
    op.drop_entity(totals)
    op.drop_entity(view)
    op.drop_entity(double, cascade=True)
    op.sync_enum_values(
        enum_schema="public",
        enum_name="states",
        new_values=["a", "c", "d"],
        affected_columns=[TableReference(table_schema="public", table_name="t", column_name="state", existing_server_default="'a'::states")],
        enum_values_to_rename=[("b", "c")],
    )


def downgrade():
    op.drop_entity(PGExtension("public", "citext"))
    op.drop_table("t")
