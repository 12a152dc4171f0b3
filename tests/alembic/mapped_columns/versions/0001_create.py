"""Foreign keys to columns of mapped classes."""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import declarative_base

revision = "mapped_columns_1"
down_revision = None

Base = declarative_base()


class Trace(Base):
    __tablename__ = "traces"
    trace_id = sa.Column("id", sa.String(50), primary_key=True)
    part = sa.Column(sa.Integer, nullable=False)


def upgrade():
    op.create_table(Trace.__tablename__, sa.Column("id", sa.String(50), primary_key=True), sa.Column("part", sa.Integer, unique=True))
    op.create_table("tags",
                    sa.Column("trace", sa.String(50), sa.ForeignKey(column=Trace.trace_id, name=f"fk_{Trace.__tablename__}")),
                    sa.Column("part", sa.Integer, sa.ForeignKey(Trace.part)))


def downgrade():
    op.drop_table("tags")
    op.drop_table(Trace.__tablename__)
