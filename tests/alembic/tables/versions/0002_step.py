"""Step"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "tables_2"
down_revision = "tables_1"
branch_labels = None
depends_on = None


def upgrade():
    op.rename_table("pairs", "couples")
    op.create_table_comment("users", "Other users", existing_comment="The users")
    op.drop_table_comment("users", existing_comment="Other users")


def downgrade():
    op.create_table_comment("users", "The users")
    op.rename_table("couples", "pairs")
