revision = "bbbb"
down_revision = 'aaaa'
branch_labels = ("reports",)


def upgrade():
    pass
