"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
import enum


class Color(enum.Enum):
    red = "r"
    green = "g"
    also_green = "g"
    blue = "it's b"


class Level(str, enum.Enum):
    LOW = "low"
    HIGH = "high"


revision = "enum_types_1"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    op.create_table("a", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("color", sa.Enum(Color), nullable=False), sa.Column("level", sa.Enum(Level, name="levels", values_callable=lambda levels: [level.value for level in levels])))
    op.create_table("b", sa.Column("color", sa.Enum(Color)), sa.Column("colors", postgresql.ARRAY(sa.Enum("x", "y", name="Letters"))))
    op.create_table("c", sa.Column("later", postgresql.ENUM("x", "y", name="Letters", create_type=False)), sa.Column("loose", sa.Enum(Level, native_enum=False)))
    shared = postgresql.ENUM("one", "two", name="shared")
    shared.create(op.get_bind())
    shared.create(op.get_bind(), checkfirst=True)
    op.add_column("c", sa.Column("shared", shared, server_default="one"))
    op.add_column("c", sa.Column("many", postgresql.ARRAY(shared)))
    generic = sa.Enum("p", "q", name="generic")
    generic.create(op.get_bind())
    generic.create(op.get_bind(), checkfirst=True)
    op.alter_column("c", "loose", type_=generic, postgresql_using="loose::text::generic")
    op.execute("CREATE SCHEMA other")
    op.create_table("d", sa.Column("x", sa.Enum("x", name="inherited", inherit_schema=True)), schema="other")
    op.create_table("e", sa.Column("x", sa.Enum("x", name="Other Type", schema="other")))


def downgrade():
    op.drop_table("e")
    op.drop_table("d", schema="other")
    op.execute("DROP SCHEMA other CASCADE")
    op.drop_table("c")
    op.drop_table("b")
    op.drop_table("a")
    sa.Enum(name="generic").drop(op.get_bind())
    sa.Enum(name="generic").drop(op.get_bind(), checkfirst=True)
    sa.Enum(name="color").drop(op.get_bind(), checkfirst=False)
    postgresql.ENUM(name="levels").drop(op.get_bind())
    postgresql.ENUM(name="shared").drop(op.get_bind(), checkfirst=False)
    postgresql.ENUM("x", "y", name="Letters").drop(op.get_bind(), checkfirst=True)
