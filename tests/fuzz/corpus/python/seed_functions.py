import contextlib
import enum
from dataclasses import dataclass


def add(a, b=2, *rest, c=3, **more):
    return [a, b, rest, c, more]


calls = [add(1), add(1, 5), add(1, 2, 3, 4), add(1, c=9), add(b=1, a=0), add(1, x=1, y=2), add(*[1, 2], **{"c": 5})]


def positional(a, /, b, *, c):
    return (a, b, c)


separators = positional(1, 2, c=3)


def factory(prefix):
    count = 10

    def inner(name):
        return prefix + name + str(count)

    return inner


closure = factory("ix_")("users")


def nonlocal_counter():
    value = 0

    def step():
        nonlocal value
        value += 1
        return value

    step()
    step()
    return value


stepped = nonlocal_counter()
changed = "before"


def change():
    global changed
    changed = "after"


change()


def early(value):
    if value > 3:
        return "big"
    for item in range(10):
        if item == value:
            return "found %d" % item
    return None


returns = [early(5), early(2), early(-1)]


def recursive(n):
    return 1 if n <= 1 else n * recursive(n - 1)


factorial = recursive(6)
lambdas = [(lambda x, y=2: x + y)(1), (lambda *a: a)(1, 2), (lambda **k: k)(z=1)]


def generate(n):
    for i in range(n):
        yield i
    yield from ["x", "y"]


generated = list(generate(2)) + [v for v in generate(1)]
log = []


@contextlib.contextmanager
def around(name):
    log.append("enter " + name)
    yield name.upper()
    log.append("leave " + name)


with around("a") as entered, around("b"):
    log.append("body " + entered)


def decorate(function):
    def wrapper(*args, **kwargs):
        return ["wrapped", function(*args, **kwargs)]

    return wrapper


@decorate
def decorated(x):
    return x + 1


decorated_result = decorated(1)


class Base:
    table = "base"
    columns = [name for name in ("a", "b")]
    prefix = "p_"
    prefixed = prefix + table

    def __init__(self, name, size=1):
        self.name = name
        self.size = size

    def describe(self):
        return f"{self.table}.{self.name}:{self.size}"

    @property
    def double(self):
        return self.size * 2

    @staticmethod
    def static(x):
        return x + 1

    @classmethod
    def make(cls, name):
        return cls(name, 7)

    def __str__(self):
        return "<" + self.name + ">"


class Derived(Base):
    table = "derived"

    def __init__(self, name):
        super().__init__(name + "!", 5)
        self.extra = True

    def describe(self):
        return "derived " + super().describe()


base = Base("n")
derived = Derived("d")
objects = [base.describe(), derived.describe(), derived.double, Base.static(1), Base.make("m").describe(), Derived.table,
           derived.extra, str(base), f"{derived}", base.table, Base.prefixed, Base.columns, isinstance(derived, Base),
           isinstance(base, Derived), getattr(base, "name"), hasattr(base, "size"), getattr(base, "none", 3), Base.__name__]
base.name = "renamed"
renamed = base.describe()


class Color(enum.Enum):
    RED = "r"
    GREEN = "g"

    def shout(self):
        return self.value.upper()


class Number(enum.IntEnum):
    ONE = 1
    TWO = enum.auto()


class Text(str, enum.Enum):
    A = "a"
    B = "b"


enums = [Color.RED.value, Color.GREEN.name, [c.value for c in Color], Color("g").name, Color["RED"].value, Color.RED.shout(),
         Number.TWO.value, Number.ONE + 1, len(Color), Text.A == "a", [m.name for m in Number], list(Color.__members__),
         Color.RED == Color.RED, Color.RED == Color.GREEN, Color.RED in (Color.RED,), Text.B.upper()]


@dataclass
class Point:
    x: int
    y: int = 5


points = [Point(1).y, Point(1, 2).x, Point(x=3, y=4).y]
names = [f.__name__ for f in (add, early)]
