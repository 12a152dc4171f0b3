"""Random DDL: what a statement can be made of. The productions are in ddl_tables.py and ddl_objects.py; each makes one statement
for the database as it is now (ddl_state.py), mostly one that the server accepts."""
import re

PRODUCTIONS = []  # (weight, function)
RESERVED = {"user", "order", "table", "group", "select", "check", "default"}
WORDS = ["a", "b", "item", "orders", "event", "account", "Order", "user", "node", "tag", "ledger", "t_x", "Mixed Name", "über",
         "a_rather_long_name_that_makes_generated_names_longer_than_63"]
# made in this order: default privileges are kept in the order of the roles' numbers, which a history that does not make them
# says nothing about, so that migvet takes the order of the names
ROLES = ["role_a", "role_b", "role_c", "role_d"]
TYPES = ["int", "bigint", "smallint", "text", "varchar(20)", "varchar", "char(3)", "numeric", "numeric(10,2)", "boolean", "date", "timestamp", "timestamptz",
         "timestamp(3) without time zone", "time", "interval", "uuid", "json", "jsonb", "bytea", "inet", "int[]", "text[]", "double precision", "real",
         "bit(8)", "bit varying(5)", "tsvector", "int4range", "point", "name", "oid", "varchar(5)[]", "interval day to second", "xml", "money", "cidr"]
DEFAULTS = {
    "N": ["0", "1", "-1", "(2 + 3)", "42::smallint", "length('abc')", "'7'", "1e3", "NULL"],
    "S": ["'x'", "''", "'it''s'", "CURRENT_USER", "upper('a')", "'a' || 'b'", "md5('q')", "E'\\n'", "NULL", "'x'::text", "current_setting('x.y', true)"],
    "B": ["true", "false", "(1 > 2)", "NOT true", "'t'"],
    "D": ["now()", "CURRENT_TIMESTAMP", "CURRENT_DATE", "'2020-01-01'", "LOCALTIMESTAMP", "clock_timestamp()", "now() + interval '1 day'", "now() AT TIME ZONE 'utc'"],
    "T": ["'1 day'", "interval '2 hours'", "make_interval(days => 3)"],
    "U": ["gen_random_uuid()", "'{}'", "NULL"],
    "A": ["'{}'", "ARRAY[]::int[]", "ARRAY['a','b']", "'{1,2}'", "array_fill(0, ARRAY[3])"],
    "I": ["'127.0.0.1'"], "V": ["B'1'", "'101'"], "R": ["'[1,2)'", "int4range(1, 5)"],
}


def production(weight):
    def add(function):
        PRODUCTIONS.append((weight, function))
        return function
    return add


def quote(name):
    return name if re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name not in RESERVED else '"' + name.replace('"', '""') + '"'


class Generator:
    """`state` is what ddl_state.QUERY says; everything else follows from the random numbers."""

    def __init__(self, random, major):
        self.random, self.major, self.state, self.number = random, major, None, 0
        self.in_transaction, self.savepoints = False, []

    def chance(self, probability):
        return self.random.random() < probability

    def one(self, choices):
        choices = list(choices)
        return self.random.choice(choices) if choices else None

    def some(self, choices, most=3):
        choices = list(choices)
        return self.random.sample(choices, min(len(choices), self.random.randint(1, most))) if choices else []

    def word(self, prefix=""):
        """A name, seldom one that is there already; the long one makes generated names that are cut."""
        self.number += 1
        word = self.random.choice(WORDS)
        if len(word) > 20 and not self.chance(0.5):
            word = "c"
        return f"{prefix}{word}" if self.chance(0.15) else f"{prefix}{word}{self.number}"

    def name(self, prefix=""):
        return quote(self.word(prefix))

    def schema(self):
        return self.one(self.state["schemas"]) or "public"

    def new_name(self, prefix=""):
        """Of a new object: with a schema or without one."""
        return self.name(prefix) if self.chance(0.5) else f"{quote(self.schema())}.{self.name(prefix)}"

    def ref(self, thing):
        return quote(thing["name"]) if thing["visible"] and self.chance(0.6) else f"{quote(thing['schema'])}.{quote(thing['name'])}"

    def relations(self, kinds, **wanted):
        return [r for r in self.state["relations"] if r["kind"] in kinds and all(r[key] == value for key, value in wanted.items())]

    def relation(self, kinds="r", **wanted):
        return self.one(self.relations(kinds, **wanted))

    def column(self, relation, categories=None):
        return self.one(c for c in relation["columns"] if not categories or c["category"] in categories)

    def new_type(self):
        """Of a column: built in, or one of the database's own."""
        own = [t for t in self.state["types"]]
        if own and self.chance(0.25):
            return self.ref(self.one(own)) + ("[]" if self.chance(0.1) else "")
        return self.one(TYPES)

    def category(self, typename):
        """pg_type's typcategory, as far as defaults and expressions care."""
        if typename.endswith("[]"):
            return "A"
        word = re.split(r"[ (]", typename)[0]
        for category, names in {"N": "int bigint smallint numeric double real oid integer money", "S": "text varchar char name character", "B": "boolean",
                                "D": "date timestamp timestamptz", "T": "interval", "I": "inet cidr", "V": "bit", "R": "int4range"}.items():
            if word in names.split():
                return category
        return "X"

    def default(self, typename, category=None):
        category = category or self.category(typename)
        if typename == "uuid":
            return "gen_random_uuid()"
        if typename in ("json", "jsonb"):
            return self.one(["'{}'", "'[]'::jsonb", "jsonb_build_object('a', 1)"])
        return self.one(DEFAULTS.get(category, ["NULL"]))

    def condition(self, relation):
        """A boolean expression over columns of a relation (or over the columns given)."""
        columns = relation["columns"] if isinstance(relation, dict) else relation
        if not columns:
            return "true"
        column = self.random.choice(columns)
        name = quote(column["name"])
        forms = [f"{name} IS NOT NULL"]
        if column["category"] == "N":
            forms += [f"{name} > 0", f"{name} BETWEEN 1 AND 10", f"{name} IN (1, 2, 3)", f"{name} % 2 = 0" if column["type"] in ("int", "integer") else f"{name} <> 5",
                      f"({name} > 0 OR {name} < -5)", f"CASE WHEN {name} > 1 THEN true ELSE {name} < 0 END", f"abs({name}) < 100", f"coalesce({name}, 0) >= 0"]
        if column["category"] == "S":
            forms += [f"length({name}) > 2", f"{name} <> ''", f"{name} LIKE 'a%'", f"{name} IN ('a', 'b')", f"lower({name}) = {name}", f"{name} ~ '^x'",
                      f"{name} = ANY (ARRAY['x', 'y'])", f"char_length({name}) <= 50"]
        if column["category"] == "B":
            forms += [name, f"NOT {name}", f"{name} IS TRUE"]
        if column["category"] == "D":
            forms += [f"{name} > '2000-01-01'", f"{name} IS DISTINCT FROM NULL"]
        condition = self.one(forms)
        if self.chance(0.2):
            condition = f"{condition} {self.one(['AND', 'OR'])} {self.condition(columns)}"
        return condition

    def expression(self, columns):
        """An immutable expression for an index or a generated column."""
        column = self.one(columns)
        if not column:
            return None
        name = quote(column["name"])
        return self.one({"N": [f"{name} + 1", f"abs({name})", f"{name} * 2"], "S": [f"lower({name})", f"upper({name})", f"{name} || 'x'", f"length({name})", f"btrim({name}, 'x')"],
                         "B": [f"NOT {name}"]}.get(column["category"], [f"coalesce({name}, {name})", f"({name} IS NULL)"]))

    def statement(self):
        """The next one, with the name of its production."""
        weights = [weight for weight, _ in PRODUCTIONS]
        while True:
            _, function = self.random.choices(PRODUCTIONS, weights)[0]
            sql = function(self)
            if sql:
                return function.__name__, sql
