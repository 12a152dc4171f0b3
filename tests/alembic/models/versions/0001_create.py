"""Tables of mapped classes that a revision defines for itself."""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import declarative_base

revision = "models_1"
down_revision = None

Base = declarative_base()


class Named:
    name = sa.Column(sa.String(20), nullable=False)


class Tag(Named, Base):
    __tablename__ = "tags"
    __table_args__ = (sa.UniqueConstraint("name", name="tags_name"),)
    id = sa.Column(sa.Integer, primary_key=True)


class Tagged(Base):
    __tablename__ = "tagged"
    id = sa.Column(sa.Integer, primary_key=True)
    tag_id = sa.Column(sa.Integer, sa.ForeignKey("tags.id"))


class Other(Base):
    __tablename__ = "others"
    key = sa.Column("id", sa.Integer, primary_key=True)


def upgrade():
    bind = op.get_bind()
    Tag.__table__.create(bind)
    Base.metadata.create_all(bind, tables=[Other.__table__, Tagged.__table__])


def downgrade():
    bind = op.get_bind()
    Other.__table__.drop(bind)
    Tagged.__table__.drop(bind)
    Tag.__table__.drop(bind)
