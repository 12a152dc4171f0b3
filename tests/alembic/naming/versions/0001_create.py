"""Create"""
import sqlalchemy as sa
from alembic import op

revision = "naming_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(10), unique=True),
        sa.Column("email", sa.String(10), index=True),
        sa.Column("boss_id", sa.Integer(), sa.ForeignKey("users.id")),
        sa.Column("age", sa.Integer(), sa.CheckConstraint("age > 0", name="age")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email", "boss_id"),
        sa.CheckConstraint("age < 200", name=op.f("as_it_is")),
    )
    op.create_unique_constraint(None, "users", ["age"])
    op.create_foreign_key(None, "users", "users", ["age"], ["id"])
    op.create_check_constraint("positive", "users", "id > 0")
    op.create_index(None, "users", ["age"])


def downgrade():
    op.drop_index("ix_users_age")
    op.drop_constraint("positive", "users", type_="check")
    op.drop_constraint("fk_users_age_users", "users")
    op.drop_constraint("uq_users_age", "users")
    op.drop_table("users")
