revision = "dddd"
down_revision = ('bbbb', 'cccc')


def upgrade():
    pass
