revision = "aaaa"
down_revision = "cccc"  # want: dependency-cycle


def upgrade():
    pass
