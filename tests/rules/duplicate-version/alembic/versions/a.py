revision = "aaaa"  # want: duplicate-version
down_revision = None


def upgrade():
    pass
