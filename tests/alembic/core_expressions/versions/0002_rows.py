import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session, declarative_base

revision = "core_expressions_2"
down_revision = "core_expressions_1"

users = sa.table("users", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("age", sa.Integer), sa.column("active", sa.Boolean))
copies = sa.table("copies", sa.column("id", sa.Integer), sa.column("name", sa.String))
Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(40))
    age = sa.Column(sa.Integer)
    active = sa.Column(sa.Boolean)


def upgrade():
    bind = op.get_bind()
    bind.execute(users.update().where(users.c.age.is_(None)).values(age=0))
    bind.execute(sa.update(users).where(sa.and_(users.c.age > 10, sa.or_(users.c.name == "a", users.c.name.like("b%")))).values({"age": users.c.age + 1}))
    op.execute(users.update().values({users.c.name: sa.func.lower(users.c.name)}))
    op.execute(users.delete().where(users.c.name.is_(None)).where(users.c.age != 3))
    op.execute(sa.delete(users).where((users.c.age < 0) & (users.c.id >= 5)))
    op.execute(users.update().where(~(users.c.age == 4)).values(age=sa.case((users.c.age > 5, 1), else_=2)))
    op.execute(sa.insert(copies).from_select(["id", "name"], sa.select(users.c.id, users.c.name)))
    op.execute(users.update().values(age=sa.cast(users.c.name, sa.Integer)).where(users.c.id.between(1, 2)))
    session = Session(bind=bind)
    session.query(User).filter(User.age > 3).update({"active": True}, synchronize_session=False)
    session.query(User).filter(User.name == "x", User.age.isnot(None)).delete(synchronize_session=False)
    session.execute(sa.update(User).where(User.id == 1).values(name="z"))
    session.commit()


def downgrade():
    pass
