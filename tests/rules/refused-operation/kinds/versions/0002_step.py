"""Step"""
import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_unique_constraint(None, "t", ["a"])
    op.add_column("t", sa.Column("number", sa.Integer(), server_default=0))  # want: refused-operation "server_default"
    op.add_column("t", sa.Column("kind", sa.Enum("a", "b")))  # want: refused-operation "no name"
    op.alter_column("t", "n", server_default=sa.Computed("a + 1"))  # want: refused-operation
    op.create_index("a_name_that_is_longer_than_the_sixty_three_characters_that_fit_into_it", "t", ["n"])  # want: refused-operation "longer"
    op.create_index(op.f("a_name_that_is_longer_than_the_sixty_three_characters_that_fit_into_it"), "t", ["n"])
    op.add_column("t", sa.Column("level", sa.Enum("a", "b", native_enum=False), server_default="a"))


def downgrade():
    op.drop_column("t", "level")
    op.drop_constraint(None, "t", type_="unique")  # want: refused-operation "downgrade"
    op.drop_constraint("t_a_key", "t", type_="unique")
