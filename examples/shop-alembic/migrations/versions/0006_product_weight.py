"""As it should be: a constant default costs nothing, and the constraint is checked while the shop goes on."""
from alembic import op
import sqlalchemy as sa

revision = "0006"
down_revision = "0005"


def upgrade():
    op.add_column("products", sa.Column("weight_grams", sa.Integer(), server_default="0", nullable=False))
    op.create_check_constraint(
        "products_weight_check", "products", "weight_grams >= 0", postgresql_not_valid=True
    )


def downgrade():
    op.drop_column("products", "weight_grams")
