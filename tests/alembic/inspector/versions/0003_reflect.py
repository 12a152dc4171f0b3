import sqlalchemy as sa
from alembic import context, op

revision = "inspector_3"
down_revision = "inspector_2"


def upgrade():
    bind = op.get_bind()
    op.create_foreign_key("posts_users", "posts", "users", ["user_id"], ["id"])
    table = sa.Table("posts", sa.MetaData(), autoload_with=bind)
    for key in table.foreign_key_constraints:
        if key.referred_table.name == "users" and set(key.column_keys) == {"user_id"}:
            op.drop_constraint(key.name, "posts", type_="foreignkey")
    found = bind.execute(
        sa.text("SELECT 1 FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'old'")
    ).scalar()
    if found:
        op.drop_column("posts", "old")
    if bind.execute(sa.text("SELECT to_regclass('public.nothing')")).scalar() is not None:
        op.drop_table("nothing")
    if not context.is_offline_mode() and bind.dialect.name in ("postgresql", "cockroachdb"):
        op.add_column("tags", sa.Column("name", sa.Text))
    if bind.engine.name == "sqlite":
        op.add_column("tags", sa.Column("never", sa.Text))


def downgrade():
    op.drop_column("tags", "name")
    op.add_column("posts", sa.Column("old", sa.Text))
