revision = 'a2'
down_revision = 'a1'
from alembic import op
import sqlalchemy as sa


TABLES = ["a", "b"]


def upgrade():
    for table in TABLES:
        op.known(table)
    for table in op.get_tables():
        op.repeated(table)
        if table == "x":
            op.conditional_in_loop()
    op.after()
    for table in TABLES:
        if op.skip(table):
            continue
        op.may_be_skipped(table)
    op.after_skips()
    for table in TABLES:
        if op.stop(table):
            break
        op.until(table)
    op.after_break()
    for table in TABLES:
        if op.give_up(table):
            return
        op.until_return(table)
    op.after_returns()


def downgrade():
    count = 0
    previous = "start"
    while op.more():
        op.round(count, previous)
        previous = "again"
        count += 1
    op.done(count)
    names = []
    for row in op.rows():
        names.append(row)
    op.uses(names)
    collected = []
    if op.unknown():
        collected.append(1)
        inside = []
        inside.append(2)
        op.uses(inside)
    op.uses(collected)
    for x in [n for n in TABLES if op.keep(n)]:
        op.perhaps(x)
