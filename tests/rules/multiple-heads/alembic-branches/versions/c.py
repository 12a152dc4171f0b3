revision = "cccc"
down_revision = 'aaaa'


def upgrade():
    pass
