"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "metadata_all_1"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    metadata = sa.MetaData()
    sa.Table("zoo", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("kind", sa.Enum("a", "b", name="kinds")))
    sa.Table("animal", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("zoo_id", sa.Integer, sa.ForeignKey("zoo.id"), index=True), sa.Column("kind", sa.Enum("a", "b", name="kinds")))
    sa.Table("cage", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("animal_id", sa.Integer), sa.ForeignKeyConstraint(["animal_id"], ["animal.id"]), comment="bars")
    metadata.create_all(op.get_bind())
    metadata.create_all(op.get_bind(), checkfirst=True)
    other = sa.MetaData(naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s", "ix": "index_%(column_0_label)s", "pk": "pk_%(table_name)s"})
    table = sa.Table("other", other, sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.Integer, index=True), sa.Column("y", sa.Integer, unique=True))
    table.create(op.get_bind())
    table.create(op.get_bind(), checkfirst=True)


def downgrade():
    op.drop_table("other")
    op.drop_table("cage")
    op.drop_table("animal")
    op.drop_table("zoo")
    op.execute("DROP TYPE kinds")
