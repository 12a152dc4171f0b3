"""Mistake: refused by the server, inside a transaction."""
from alembic import op
import sqlalchemy as sa

revision = "0005"
down_revision = "0004"


def upgrade():
    op.create_index("products_title_idx", "products", ["title"], postgresql_concurrently=True)


def downgrade():
    op.drop_index("products_title_idx")
