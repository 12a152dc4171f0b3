revision = "cccc"
down_revision = "bbbb"
depends_on = ["aaaa", "gone"]  # want: unknown-dependency


def upgrade():
    pass
