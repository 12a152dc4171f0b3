revision = "cccc"
down_revision = 'bbbb'


def upgrade():
    pass
