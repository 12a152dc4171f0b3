revision = "bbbb"
down_revision = 'aaaa'


def upgrade():
    pass
