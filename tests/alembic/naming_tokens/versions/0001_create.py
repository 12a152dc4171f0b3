"""Tokens of naming conventions, several columns, names that are too long."""
import sqlalchemy as sa
from alembic import op

revision = "naming_tokens_1"
down_revision = None


def upgrade():
    op.create_table(
        "things",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("first", sa.Integer, index=True),
        sa.Column("second", sa.Integer, unique=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("things.id")),
        sa.CheckConstraint("first > 0", name="first_positive"),
        sa.UniqueConstraint("first", "second"),
    )
    op.create_index(None, "things", ["first", "second"])
    op.create_unique_constraint(None, "things", ["parent_id", "first"])
    op.create_check_constraint("second_positive", "things", "second > 0")
    op.create_check_constraint(op.f("as_given"), "things", "second > 1")
    op.create_table(
        "a_table_with_a_name_that_is_rather_long",
        sa.Column("a_column_with_a_long_name", sa.Integer, index=True),
        sa.Column("another_column_with_a_long_name", sa.Integer, sa.ForeignKey("things.id")),
    )


def downgrade():
    op.drop_table("a_table_with_a_name_that_is_rather_long")
    op.drop_table("things")
