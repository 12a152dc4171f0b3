revision = 'a3'
down_revision = 'a2'
from alembic import op
import sqlalchemy as sa


def upgrade():
    try:
        op.tried()
    except (sa.exc.ProgrammingError, ValueError):
        op.handled()
    op.after()
    try:
        op.tried_more()
    except sa.exc.OperationalError as error:
        op.handled(error)
        raise
    else:
        op.no_exception()
    finally:
        op.always()
    op.still_certain()
    try:
        op.all_caught()
    except Exception:
        return
    op.after_handler_that_returns()
    try:
        if op.unknown():
            raise ValueError
        op.in_try_after_raise()
    except ValueError:
        op.raised()
    op.certain_at_the_end()


def downgrade():
    with op.batch_alter_table("t", schema=None) as batch:
        batch.add_column(sa.Column("c", sa.Integer()))
    with op.get_context().autocommit_block():
        op.execute("CREATE INDEX CONCURRENTLY i ON t (c)")
    raise NotImplementedError("never")
