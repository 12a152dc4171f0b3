revision = 'c1'
down_revision = None
from alembic import op
import sqlalchemy as sa


def deep(n):
    op.level()
    return deep(n + 1)


def forever():
    while True:
        pass


long_text = "x" * 10 ** 9
many = list(range(10 ** 12))[5]
power = 10 ** 10 ** 10
cyclic = []
cyclic.append(cyclic)
grown = "ab"
for i in range(100):
    grown = grown + grown
size = len(grown)


def upgrade():
    forever()
    op.after_forever()


def downgrade():
    for i in range(10 ** 9):
        op.round_of_many()
        if i > 2:
            break
