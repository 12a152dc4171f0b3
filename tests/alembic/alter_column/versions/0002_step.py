"""Step"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "alter_column_2"
down_revision = "alter_column_1"
branch_labels = None
depends_on = None

def upgrade():
    op.alter_column("t", "size", existing_type=sa.Enum("s", "l", name="sizes", native_enum=False, create_constraint=True), type_=sa.Enum("s", "l", "xl", name="sizes", native_enum=False, create_constraint=True))
    op.alter_column("t", "size", existing_type=sa.Enum("s", "l", "xl", name="sizes", native_enum=False, create_constraint=True), type_=sa.String(), new_column_name="Size")
    op.alter_column("t", "Size", existing_type=sa.String(), nullable=False, existing_nullable=True, existing_server_default=sa.text("'s'"))
    op.alter_column("t", "flag", existing_type=sa.Boolean(), type_=sa.Integer(), postgresql_using="flag::int", server_default="0", nullable=False)
    op.alter_column("t", "Upper", type_=sa.String, server_default=sa.text("upper('x')"))
    op.alter_column("t", "Upper", server_default="", comment="it's upper")
    op.alter_column("t", "json", type_=postgresql.JSONB(astext_type=sa.Text()), existing_type=sa.JSON(), postgresql_using="json::jsonb")
    op.alter_column("t", "json", server_default=sa.text("'{\"a\": 1}'::jsonb"))
    op.alter_column("t", "a", new_column_name="select")
    op.alter_column("t", "select", existing_type=sa.Integer())
    op.alter_column("t", "select", type_=sa.BigInteger, existing_type=sa.Integer, existing_nullable=False, autoincrement=True)


def downgrade():
    op.alter_column("t", "select", new_column_name="a", type_=sa.Integer())
    op.alter_column("t", "json", server_default=None)
    op.alter_column("t", "Upper", server_default=None, comment=None)
    op.alter_column("t", "flag", server_default=None)
    op.alter_column("t", "Size", new_column_name="size", nullable=True)
