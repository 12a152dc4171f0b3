"""Helpers whose source is not there go by their names; those that get the connection are not known."""
# sqlalchemy: 9.0+ (nothing real can run it)
import sqlalchemy as sa
from alembic import op
from company_migrations.helpers import add_column_if_not_exists, audit, safe_drop_index

revision = "helpers_1"
down_revision = None


def upgrade():
    op.create_table("users", sa.Column("id", sa.BigInteger, primary_key=True))
    add_column_if_not_exists("users", sa.Column("name", sa.Text))
    audit.enable_table(op.get_bind(), "users")
    audit.log("created")


def downgrade():
    safe_drop_index(op, "users_name", "users")
    op.drop_table("users")
