"""The shop has gone on; now the constraint is checked."""
from alembic import op
import sqlalchemy as sa

revision = "0007"
down_revision = "0006"


def upgrade():
    op.execute("ALTER TABLE products VALIDATE CONSTRAINT products_weight_check")
    # migvet: allow drop-constraint -- the new check takes its place in the next release
    op.drop_constraint("products_price_check", "products")


def downgrade():
    op.create_check_constraint("products_price_check", "products", "price >= 0", postgresql_not_valid=True)
