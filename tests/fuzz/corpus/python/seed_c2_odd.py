revision = 'c2'
down_revision = 'c1'
from alembic import op
import sqlalchemy as sa


def upgrade():
    unknown_name(1)
    op.add(missing.attribute["key"](2))
    match op.kind():
        case 1:
            op.matched()
    exec("op.hidden()")
    eval("op.hidden()")
    op.execute("DROP TABLE " + op.name() + "; -- " + str(op.other()))
    op.execute(f"DROP TABLE {op.name()!r:>10}")
    op.execute("DROP TABLE %s" % (op.name(),))
    op.execute("DROP {} {x}".format(op.name()))
    op.execute(", ".join(op.names()))
    globals()["op"].indirect()
    getattr(op, "drop_" + "table")("t")
    getattr(op, op.which())("t")


async def downgrade():
    async with op.thing() as t:
        await t.run()
    async for x in t:
        op.each(x)
