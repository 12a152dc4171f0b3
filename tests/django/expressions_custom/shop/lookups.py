from django.db.models import Func, Transform
from django.db.models.functions import Lower


class Host(Transform):
    lookup_name = "host"

    def as_sql(self, compiler, connection):
        lhs, params = compiler.compile(self.lhs)
        return "HOST(%s)" % lhs, params


class Joined(Func):
    def as_sql(self, compiler, connection, **extra):
        parts, all_params = [], []
        for source in self.get_source_expressions():
            sql, params = compiler.compile(source)
            parts.append(sql)
            all_params.extend(params)
        return f"({' || '.join(parts)})", all_params

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, **extra)


class Folded(Lower):
    pass


class Left3(Func):
    function = "LEFT"
    template = "%(function)s(%(expressions)s, 3)"
