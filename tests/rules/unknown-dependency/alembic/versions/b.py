revision = "bbbb"
down_revision = 'aaab'  # want: unknown-dependency "'aaab', which does not exist"


def upgrade():
    pass
