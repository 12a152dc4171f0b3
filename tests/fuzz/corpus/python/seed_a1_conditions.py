revision = 'a1'
down_revision = None
from alembic import op
import sqlalchemy as sa


def upgrade():
    inspector = sa.inspect(op.get_bind())
    op.certain()
    if inspector.has_table("a"):
        op.then()
    elif inspector.has_table("b"):
        op.otherwise()
    else:
        op.last()
    op.certain_again()
    name = "x"
    if inspector.has_table("c"):
        name = "y"
    op.uses(name)
    if inspector.has_table("d"):
        only = "set"
    op.uses(only)
    value = 1 if inspector else 2
    op.uses(value, inspector and op.right_side())
    if not context_known():
        raise RuntimeError("not for this one")
    op.certain_after_raise()
    if inspector.has_table("e"):
        return op.returned()
    op.after_return()


def context_known():
    return op.get_context().known


def helper(flag):
    if flag:
        return "known"
    return "other"


def downgrade():
    op.uses(helper(True), helper(op.flag()))
    op.certain_after_helper()
    if True:
        op.decided()
    else:
        op.never()
    if op.get_bind().dialect.name == "sqlite" and False:
        op.never()
