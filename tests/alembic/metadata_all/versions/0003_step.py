"""Step"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "metadata_all_3"
down_revision = "metadata_all_2"
branch_labels = None
depends_on = None


def tables():
    metadata = sa.MetaData()
    sa.Table("first", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table("second", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("tone", sa.Enum("a", "b", name="tones")))
    sa.Table("third", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("tone", sa.Enum("a", "b", name="tones")), sa.Column("shade", postgresql.ENUM("x", name="shades")))
    return metadata


def upgrade():
    tables().create_all(op.get_bind())
    alone = sa.Table("alone", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("size", sa.Enum("a", "b", name="sizes_alone")))
    alone.create(op.get_bind())


def downgrade():
    alone = sa.Table("alone", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("size", sa.Enum("a", "b", name="sizes_alone")))
    alone.drop(op.get_bind())
    sa.Enum(name="sizes_alone").drop(op.get_bind(), checkfirst=True)
    postgresql.ENUM(name="sizes_alone").drop(op.get_bind())
    tables().drop_all(op.get_bind())
