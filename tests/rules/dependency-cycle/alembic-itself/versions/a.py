revision = "aaaa"
down_revision = 'aaaa'  # want: dependency-cycle


def upgrade():
    pass
