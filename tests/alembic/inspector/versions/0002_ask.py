import sqlalchemy as sa
from alembic import op

revision = "inspector_2"
down_revision = "inspector_1"


def has_column(table, column):
    return any(c["name"] == column for c in sa.inspect(op.get_bind()).get_columns(table))


def find_fk(table, columns, referred):
    for fk in sa.inspect(op.get_bind()).get_foreign_keys(table):
        if set(fk["constrained_columns"]) == set(columns) and fk["referred_table"] == referred:
            return fk["name"]
    return None


def upgrade():
    bind = op.get_bind()
    inspector = sa.inspect(bind)

    if not inspector.has_table("tags"):
        op.create_table("tags", sa.Column("id", sa.Integer, primary_key=True))
    if inspector.has_table("nothing"):
        op.drop_table("nothing")
    if "posts" in inspector.get_table_names() and "nothing" not in inspector.get_table_names():
        op.add_column("posts", sa.Column("new", sa.Text))
    # what the revision itself did counts
    if has_column("posts", "new"):
        op.alter_column("posts", "new", nullable=False, existing_type=sa.Text)
    if not has_column("posts", "new"):
        op.add_column("posts", sa.Column("never", sa.Text))

    op.drop_constraint(find_fk("posts", ["user_id"], "users"), "posts", type_="foreignkey")
    for unique in sa.inspect(bind).get_unique_constraints("users"):
        op.drop_constraint(unique["name"], "users", type_="unique")
    for index in sa.inspect(bind).get_indexes("users"):
        if not index["unique"] and index["column_names"] == ["name"]:
            op.drop_index(index["name"], table_name="users")
    key = sa.inspect(bind).get_pk_constraint("posts")
    if key["constrained_columns"] == ["id"]:
        op.drop_constraint(key["name"], "posts", type_="primary")

    lengths = {c["name"]: c["type"].length for c in sa.inspect(bind).get_columns("users") if isinstance(c["type"], sa.VARCHAR)}
    if lengths["email"] < 200:
        op.alter_column("users", "email", type_=sa.String(200), existing_type=sa.String(100))
    columns = {c["name"]: c for c in sa.inspect(bind).get_columns("users")}
    if columns["name"]["nullable"] and not columns["email"]["nullable"]:
        op.alter_column("users", "name", nullable=False, existing_type=sa.String(40))
    if "user_kind" in {e["name"] for e in sa.inspect(bind).get_enums()}:
        op.execute("ALTER TYPE user_kind ADD VALUE 'c'")


def downgrade():
    if has_column("posts", "new"):
        op.drop_column("posts", "new")
    if not has_column("posts", "new"):
        op.drop_table("tags")
    op.execute("ALTER TABLE users ALTER COLUMN name DROP NOT NULL")
