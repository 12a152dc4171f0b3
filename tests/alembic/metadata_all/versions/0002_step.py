"""Step"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "metadata_all_2"
down_revision = "metadata_all_1"
branch_labels = None
depends_on = None

def upgrade():
    metadata = sa.MetaData()
    plain = sa.Table("plain", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
    op.execute(sa.schema.CreateTable(plain))
    sa.Index("plain_a", plain.c.a).create(op.get_bind())
    op.execute(sa.schema.CreateIndex(sa.Index("plain_b", plain.c.b, plain.c.a.desc(), unique=True, postgresql_where=plain.c.a > 3)))
    op.execute(sa.schema.AddConstraint(sa.UniqueConstraint(plain.c.b, name="plain_unique")))
    op.execute(sa.schema.CreateSequence(sa.Sequence("numbers", start=3, increment=2, minvalue=1, maxvalue=100, cycle=True, cache=7)))
    op.execute(sa.DDL("COMMENT ON TABLE plain IS '50%%'"))


def downgrade():
    metadata = sa.MetaData()
    plain = sa.Table("plain", metadata, sa.Column("id", sa.Integer, primary_key=True))
    op.execute(sa.schema.DropSequence(sa.Sequence("numbers")))
    op.execute("DROP INDEX plain_b")
    op.execute(sa.schema.DropTable(plain))
