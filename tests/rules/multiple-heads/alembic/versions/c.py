revision = "cccc"
down_revision = 'aaaa'  # want: multiple-heads "'cccc' and 'bbbb' both are heads"


def upgrade():
    pass
