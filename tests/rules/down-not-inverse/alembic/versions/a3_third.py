from alembic import op

revision = "a3"
down_revision = "a2"


def upgrade():
    op.drop_index("users_mail")


def downgrade():
    raise NotImplementedError("no way back")
