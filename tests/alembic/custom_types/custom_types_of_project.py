import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import CHAR, TypeDecorator, UserDefinedType


class GUID(TypeDecorator):
    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        else:
            return dialect.type_descriptor(CHAR(32))

    def process_bind_param(self, value, dialect):
        return value and str(value)


class Code(TypeDecorator):
    impl = sa.String
    cache_ok = True


class Money(TypeDecorator):
    impl = sa.Numeric(12, 2)
    cache_ok = True


class Plain(sa.Text):
    pass


class Point(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "point"


class Stamp(TypeDecorator):
    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(30))
        return dialect.type_descriptor(self.impl)


class Wrapped(TypeDecorator):
    impl = Money
    cache_ok = True
