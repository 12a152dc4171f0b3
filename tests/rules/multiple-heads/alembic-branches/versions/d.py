revision = "dddd"
down_revision = 'bbbb'
depends_on = ("cccc",)


def upgrade():
    pass
