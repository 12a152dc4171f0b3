"""Random DDL of tables: columns, constraints, indexes, partitions, inheritance, sequences."""
from ddl_generator import ROLES, production, quote

ACTIONS = ["", "", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE CASCADE", " ON DELETE RESTRICT ON UPDATE SET DEFAULT", " MATCH FULL", " DEFERRABLE",
           " DEFERRABLE INITIALLY DEFERRED", " ON DELETE NO ACTION"]


def plain_columns(relation):
    return [c for c in relation["columns"] if c["category"] in "NSBD"]


def named(g, prefix="c_"):
    return f"CONSTRAINT {g.name(prefix)} " if g.chance(0.4) else ""


def column_definition(g, columns):
    """One column; what it is called and made of is added to `columns`."""
    name = g.word("k" if g.chance(0.3) else "")
    kind = g.random.random()
    if kind < 0.08:
        columns.append({"name": name, "category": "N", "type": "integer"})
        return f"{quote(name)} {g.one(['serial', 'bigserial', 'smallserial'])}" + g.one(["", " PRIMARY KEY" if len(columns) == 1 else ""])
    if kind < 0.14:
        columns.append({"name": name, "category": "N", "type": "integer"})
        options = g.one(["", "", " (START WITH 100 INCREMENT BY 5)", " (MINVALUE 10 CACHE 20 CYCLE)", f" (SEQUENCE NAME {g.name('si_')})"])
        return f"{quote(name)} {g.one(['int', 'bigint'])} GENERATED {g.one(['ALWAYS', 'BY DEFAULT'])} AS IDENTITY{options}"
    if kind < 0.20 and columns:
        expression = g.expression(columns)
        virtual = " STORED" if g.major < 18 or g.chance(0.5) else g.one([" VIRTUAL", ""])
        category = "S" if "||" in expression or "er(" in expression or "btrim" in expression else "X"
        typename = "text" if category == "S" else "boolean" if "NOT " in expression or "IS NULL" in expression else "int" if "length" in expression else "numeric"
        columns.append({"name": name, "category": "G", "type": typename})
        return f"{quote(name)} {typename} GENERATED ALWAYS AS ({expression}){virtual}"
    typename = g.new_type()
    category = g.category(typename)
    columns.append({"name": name, "category": category, "type": typename})
    words = [quote(name), typename]
    if category == "S" and g.chance(0.1):
        words.append('COLLATE "C"')
    if g.major >= 14 and category == "S" and g.chance(0.05):
        words.append("COMPRESSION pglz")
    parts = []
    if g.chance(0.3):
        parts.append(g.one([named(g), ""]) + "NOT NULL")
    if g.chance(0.3):
        parts.append("DEFAULT " + g.default(typename, category))
    if g.chance(0.1):
        parts.append(named(g) + f"CHECK ({g.condition(columns[-1:])})")
    if g.chance(0.06) and category in "NSD":
        parts.append(named(g) + "UNIQUE")
    target = key_target(g, typename) if g.chance(0.1) else None
    if target:
        parts.append(named(g, "fk_") + f"REFERENCES {target}{g.one(ACTIONS)}")
    g.random.shuffle(parts)
    return " ".join(words + parts)


def key_target(g, typename):
    """A table with a key that a column of this type may refer to."""
    family = {"int": ["integer", "bigint", "smallint"], "bigint": ["integer", "bigint", "smallint"], "text": ["text", "character varying(20)"], "uuid": ["uuid"]}.get(typename, [])
    found = []
    for table in g.relations("rp"):
        for constraint in table["constraints"]:
            if constraint["type"] in "pu" and len(constraint["columns"]) == 1:
                column = next((c for c in table["columns"] if c["name"] == constraint["columns"][0]), None)
                if column and column["type"] in family:
                    found.append((table, column, constraint["type"]))
    if not found:
        return None
    table, column, kind = g.random.choice(found)
    return g.ref(table) + ("" if kind == "p" and g.chance(0.5) else f" ({quote(column['name'])})")


def table_constraint(g, columns, partitioned=False):
    plain = [c for c in columns if c["category"] in "NSBD"]
    if not plain:
        return None
    names = ", ".join(quote(c["name"]) for c in g.some(plain, 2))
    kind = g.random.random()
    deferrable = g.one(["", "", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"])
    if kind < 0.35:
        return named(g) + f"CHECK ({g.condition(columns)})" + (" NO INHERIT" if g.chance(0.1) and not partitioned else "")
    if kind < 0.5:
        return named(g, "uq_") + f"UNIQUE{' NULLS NOT DISTINCT' if g.major >= 15 and g.chance(0.15) else ''} ({names})" + g.one(["", "", " WITH (fillfactor=70)"]) + deferrable
    if kind < 0.65:
        return named(g, "pk_") + f"PRIMARY KEY ({names})" + deferrable
    if kind < 0.72 and not partitioned:  # an index of EXCLUDE cannot be attached, so such a table does not get through a dump
        return named(g, "ex_") + f"EXCLUDE USING btree ({quote(g.one(plain)['name'])} WITH =)" + g.one(["", f" WHERE ({g.condition(columns)})"]) + deferrable
    column = g.one(c for c in columns if key_target(g, c["type"]) or c["type"] in ("integer", "bigint", "text"))
    if column:
        target = key_target(g, {"integer": "int"}.get(column["type"], column["type"]))
        if target:
            return named(g, "fk_") + f"FOREIGN KEY ({quote(column['name'])}) REFERENCES {target}{g.one(ACTIONS)}"
    return named(g) + f"CHECK ({g.condition(columns)})"


def options(g):  # none of toast: a table that has none (any more) does not get through a dump, either
    return g.one(["", "", "", "", " WITH (fillfactor=70)", " WITH (autovacuum_enabled=false, fillfactor=90)", " WITH (parallel_workers=2)"])


@production(9)
def create_table(g):
    columns = []
    kind = g.random.random()
    # not of typed tables: histories/inheritance/from_typed_table.sql.todo
    parents = [r for r in g.relations("r", typed=False) if not r["partition"] and r["columns"]]
    definitions = [column_definition(g, columns) for _ in range(g.random.randint(1, 6))]
    likes = [r for r in g.relations("rvmfp") if r["columns"]]
    if likes and g.chance(0.12):
        definitions.append(f"LIKE {g.ref(g.one(likes))}" + g.one(["", " INCLUDING ALL", " INCLUDING ALL EXCLUDING INDEXES", " INCLUDING DEFAULTS INCLUDING CONSTRAINTS",
                                                              " INCLUDING INDEXES", " INCLUDING IDENTITY INCLUDING GENERATED", " INCLUDING STORAGE INCLUDING COMMENTS", " INCLUDING STATISTICS"]))
        g.random.shuffle(definitions)
    partitioned = kind < 0.2
    for _ in range(g.one([0, 0, 0, 1, 2])):
        constraint = table_constraint(g, columns, partitioned)
        if constraint:
            definitions.append(constraint)
    head = g.one(["CREATE TABLE ", "CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ", "CREATE UNLOGGED TABLE " if not partitioned else "CREATE TABLE "])
    tail = ""
    if partitioned:
        strategy = g.one(["RANGE", "LIST", "HASH"])
        keys = [c for c in columns if c["category"] in "NS" and c["type"] in ("int", "integer", "bigint", "text")]
        if not keys:
            definitions = [d for d in definitions if not d.startswith("LIKE")][:1]
            definitions = ["pk int"]
            keys = [{"name": "pk"}]
        tail = f" PARTITION BY {strategy} ({quote(g.one(keys)['name'])})"
    elif kind < 0.3 and parents:
        tail = f" INHERITS ({', '.join(g.ref(p) for p in g.some(parents, 2))})"
        if g.chance(0.3):
            definitions = []
    return f"{head}{g.new_name()} ({', '.join(definitions)}){tail}" + ("" if partitioned else options(g))


@production(1)
def create_typed_table(g):
    typed = g.one(t for t in g.state["types"] if t["typtype"] == "c" and t["attributes"])
    if typed:
        extra = g.one(["", f" ({quote(g.one(typed['attributes']))} WITH OPTIONS NOT NULL)", f" (PRIMARY KEY ({quote(typed['attributes'][0])}))"])
        return f"CREATE TABLE {g.new_name()} OF {g.ref(typed)}{extra}"


def bounds(g, parent):
    key = next((c for c in parent["columns"] if parent["key"] and c["name"] == parent["key"][0]), None)
    if not parent["has_default"] and g.chance(0.15) and parent["strategy"] != "h":
        return "DEFAULT"
    g.number += 1
    n = g.number
    literal = (lambda v: f"'{v:05}'") if key and key["category"] == "S" else str
    if parent["strategy"] == "r":
        return f"FOR VALUES FROM ({literal(n * 10)}) TO ({literal(n * 10 + 10)})"
    if parent["strategy"] == "l":
        return f"FOR VALUES IN ({literal(n)}, {literal(n + 100000)})" if g.chance(0.7) else f"FOR VALUES IN ({literal(n)})"
    return f"FOR VALUES WITH (MODULUS 16, REMAINDER {n % 16})"


@production(6)
def create_partition(g):
    parent = g.relation("p")
    if not parent:
        return None
    extra = ""
    column = g.column(parent)
    if column and g.chance(0.25):
        extra = f" ({quote(column['name'])} " + g.one(["NOT NULL", "DEFAULT " + g.default(column["type"], column["category"]), f"CHECK ({g.condition([column])})"]) + ")"
    tail = f" PARTITION BY LIST ({quote(parent['key'][0])})" if parent["key"] and g.chance(0.1) else ""
    return f"CREATE TABLE {g.new_name('p_')} PARTITION OF {g.ref(parent)}{extra} {bounds(g, parent)}{tail}"


@production(4)
def attach_partition(g):
    parent = g.relation("p")
    if not parent:
        return None
    shape = {(c["name"], c["type"]) for c in parent["columns"]}
    loose = g.one(r for r in g.relations("rp", partition=False) if r is not parent and {(c["name"], c["type"]) for c in r["columns"]} == shape and not r["parents"])
    if loose:
        return f"ALTER TABLE {g.ref(parent)} ATTACH PARTITION {g.ref(loose)} {bounds(g, parent)}"
    return f"CREATE TABLE {g.new_name('loose_')} (LIKE {g.ref(parent)}{g.one(['', ' INCLUDING ALL', ' INCLUDING DEFAULTS', ' INCLUDING CONSTRAINTS INCLUDING INDEXES'])})"


@production(2)
def detach_partition(g):
    child = g.relation("rp", partition=True)
    if child:
        schema, name = child["parents"][0]
        # CONCURRENTLY leaves a CHECK behind: histories/partitions/detach_concurrently.sql.todo
        return f"ALTER TABLE {quote(schema)}.{quote(name)} DETACH PARTITION {g.ref(child)}"


@production(2)
def inherit(g):
    child = g.one(r for r in g.relations("r", partition=False) if r["parents"])
    if child and g.chance(0.5):
        schema, name = g.one(child["parents"])
        return f"ALTER TABLE {g.ref(child)} NO INHERIT {quote(schema)}.{quote(name)}"
    for child in g.relations("r", partition=False):
        shape = {(c["name"], c["type"]) for c in child["columns"]}
        for parent in g.relations("r", partition=False, typed=False):
            if parent is not child and parent["columns"] and {(c["name"], c["type"]) for c in parent["columns"]} <= shape:
                return f"ALTER TABLE {g.ref(child)} INHERIT {g.ref(parent)}"
    parent = g.relation("r", partition=False)
    return parent and f"CREATE TABLE {g.new_name()} (LIKE {g.ref(parent)}, {g.name('x')} int)"


@production(2)
def create_table_as(g):
    source = g.one(r for r in g.relations("rpvm") if r["columns"])
    if source:
        columns = g.some(source["columns"], 4)
        listed = ", ".join(quote(c["name"]) for c in columns)
        # of numbers: an expression over texts has the collation of one of them (histories/tables/collation_of_expression.sql.todo)
        number = g.column(source, "N") or {"name": "ctid"}
        return g.one([f"CREATE TABLE {g.new_name()} AS SELECT * FROM {g.ref(source)}", f"CREATE TABLE {g.new_name()} AS SELECT {listed} FROM {g.ref(source)} WITH NO DATA",
                      f"SELECT {listed} INTO {g.new_name()} FROM {g.ref(source)}", f"CREATE UNLOGGED TABLE {g.new_name()} AS TABLE {g.ref(source)}",
                      f"CREATE TABLE {g.new_name()} ({', '.join(f'r{i}' for i in range(len(columns)))}) AS SELECT {listed} FROM {g.ref(source)}",
                      f"CREATE TABLE IF NOT EXISTS {g.new_name()} AS SELECT count(*) AS n, max({quote(number['name'])}{'::text' if g.chance(0.5) else ''}) FROM {g.ref(source)}"])


def children(g, table):
    return [child for child in g.relations("r", partition=False) if [table["schema"], table["name"]] in child["parents"]]


def moves_columns(g, table):
    """Has a child with columns of its own, or of several tables? When that gets one more of its parent's, no CREATE TABLE makes the
    order of its columns, which shows in the order of defaults and of statistics' columns (a dump does not keep it, either)."""
    return table["kind"] == "r" and any(len(child["parents"]) > 1 or any(c["local"] for c in child["columns"]) or moves_columns(g, child)
                                        for child in children(g, table))


def in_expressions(g, table, name):
    """Is the column in a CHECK, or perhaps in an index's expression? The server writes the constants there with the types that they
    had before a change of the column's type: histories/columns/type_change_in_check.sql.todo"""
    own = any(c["type"] == "c" and name in c["columns"] for c in table["constraints"]) or \
        any(not i["plain"] for i in g.state["indexes"] if (i["table_schema"], i["table"]) == (table["schema"], table["name"]))
    return own or any(in_expressions(g, child, name) for child in g.relations("rp") if [table["schema"], table["name"]] in child["parents"])


def subcommand(g, table):
    """One of ALTER TABLE's forms."""
    column = g.column(table)
    name = quote(column["name"]) if column else None
    partitioned = table["kind"] == "p"
    constraint = g.one(table["constraints"])
    plain = [c for c in table["columns"] if c["category"] in "NSBD"]
    kind = g.random.randint(0, 27)
    if not column and moves_columns(g, table):
        return None
    if (kind <= 4 or not column) and not moves_columns(g, table):
        return "ADD COLUMN " + g.one(["", "", "IF NOT EXISTS "]) + column_definition(g, [])
    if kind == 5:
        return f"DROP COLUMN {g.one(['', 'IF EXISTS '])}{name}{g.one(['', ' CASCADE', ' RESTRICT'])}"
    if kind == 6:
        return f"ALTER COLUMN {name} SET DEFAULT {g.default(column['type'], column['category'])}"
    if kind == 7:
        return f"ALTER COLUMN {name} DROP DEFAULT"
    if kind == 8:
        return f"ALTER COLUMN {name} SET NOT NULL"
    if kind == 9:
        return f"ALTER COLUMN {name} DROP NOT NULL"
    if kind in (10, 11) and column["typtype"] == "b" and not in_expressions(g, table, column["name"]):
        target = g.one({"N": ["bigint", "numeric(12,3)", "integer", "text"], "S": ["text", "varchar(100)", "varchar(30)", 'text COLLATE "C"'], "D": ["timestamptz", "text"], "A": ["text[]"]}
                       .get(column["category"], ["text"]))
        return f"ALTER COLUMN {name} {g.one(['', 'SET DATA '])}TYPE {target}" + (f" USING {name}::{target.split(' COLLATE')[0]}" if g.chance(0.5) else "")
    if kind == 12:
        return f"ALTER COLUMN {name} SET STATISTICS {g.one([0, 100, 500, -1])}"
    if kind == 13:
        return f"ALTER COLUMN {name} " + g.one(["SET (n_distinct=5)", "SET (n_distinct_inherited=-0.5, n_distinct=3)", "RESET (n_distinct)"])
    if kind == 14:
        return f"ALTER COLUMN {name} SET STORAGE {g.one(['EXTERNAL', 'MAIN', 'PLAIN', 'EXTENDED'])}"
    if kind == 15 and g.major >= 14:
        return f"ALTER COLUMN {name} SET COMPRESSION {g.one(['pglz', 'default'])}"
    if kind == 16:
        return f"ALTER COLUMN {name} " + (g.one(["SET GENERATED ALWAYS", "SET GENERATED BY DEFAULT", "SET INCREMENT BY 7", "RESTART WITH 50", "DROP IDENTITY", "SET GENERATED ALWAYS SET CACHE 5"])
                                          if column["identity"] else "ADD GENERATED ALWAYS AS IDENTITY")
    if kind == 17:
        return f"ALTER COLUMN {name} DROP EXPRESSION{g.one(['', ' IF EXISTS'])}"
    if kind <= 20:
        text = table_constraint(g, table["columns"], partitioned)
        if text and ("CHECK" in text or "FOREIGN KEY" in text) and g.chance(0.3):
            text += " NOT VALID"
        return text and "ADD " + text
    if kind == 21 and constraint:
        invalid = g.one(c for c in table["constraints"] if not c["valid"])
        return f"VALIDATE CONSTRAINT {quote((invalid or constraint)['name'])}"
    if kind == 22 and constraint:
        return f"DROP CONSTRAINT {g.one(['', 'IF EXISTS '])}{quote(constraint['name'])}{g.one(['', '', ' CASCADE'])}"
    if kind == 23:
        foreign = g.one(c for c in table["constraints"] if c["type"] == "f")
        return foreign and f"ALTER CONSTRAINT {quote(foreign['name'])} {g.one(['DEFERRABLE', 'NOT DEFERRABLE', 'DEFERRABLE INITIALLY DEFERRED'])}"
    if kind == 24:
        return g.one(["SET (fillfactor=80)", "RESET (fillfactor)", "SET (autovacuum_vacuum_threshold=100)", "SET LOGGED", "SET UNLOGGED"])
    if kind == 25:
        return g.one(["ENABLE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY"])
    if kind == 26:
        return g.one(["REPLICA IDENTITY FULL", "REPLICA IDENTITY NOTHING", "REPLICA IDENTITY DEFAULT", "SET WITHOUT CLUSTER"])
    if kind == 27:
        index = g.one(i for i in g.state["indexes"] if (i["table_schema"], i["table"]) == (table["schema"], table["name"]))
        if index and index["unique"] and not index["constraint"] and index["plain"] and g.chance(0.7):
            return f"ADD {named(g)}{g.one(['PRIMARY KEY', 'UNIQUE'])} USING INDEX {quote(index['name'])}" + g.one(["", " DEFERRABLE"])
        return index and f"{g.one(['CLUSTER ON', 'REPLICA IDENTITY USING INDEX'])} {quote(index['name'])}"
    return plain and f"ADD CHECK ({g.condition(plain)})"


@production(24)
def alter_table(g):
    table = g.one(g.relations("rp") or g.relations("f"))
    if not table:
        return None
    parts = [p for p in (subcommand(g, table) for _ in range(g.one([1, 1, 1, 2, 3]))) if p]
    only = g.one(["", "", "", "", "ONLY "])
    if table["kind"] == "r" and children(g, table) and any("NOT NULL" in p or "PRIMARY KEY" in p for p in parts):
        only = ""  # no CREATE TABLE makes a column that may be NULL below one that may not
    return parts and f"ALTER TABLE {g.one(['', '', '', 'IF EXISTS '])}{only}{g.ref(table)} {', '.join(parts)}"


@production(3)
def drop_table(g):
    tables = g.some(g.relations("rp"), g.one([1, 1, 1, 2]))
    return tables and f"DROP TABLE {g.one(['', 'IF EXISTS '])}{', '.join(g.ref(t) for t in tables)}{g.one(['', ' CASCADE', ' CASCADE'])}"


@production(5)
def rename_in_table(g):
    table = g.relation("rp")
    if not table:
        return None
    kind = g.random.randint(0, 4)
    if kind == 0:
        return f"ALTER TABLE {g.ref(table)} RENAME TO {g.name()}"
    if kind in (1, 2) and table["columns"]:
        return f"ALTER TABLE {g.ref(table)} RENAME {g.one(['', 'COLUMN '])}{quote(g.column(table)['name'])} TO {g.name()}"
    if kind == 3 and table["constraints"]:
        return f"ALTER TABLE {g.ref(table)} RENAME CONSTRAINT {quote(g.one(table['constraints'])['name'])} TO {g.name('c_')}"
    return f"ALTER TABLE {g.ref(table)} SET SCHEMA {quote(g.schema())}"


@production(8)
def create_index(g):
    table = g.one(r for r in g.relations("rpm") if plain_columns(r))
    if not table:
        return None
    keys = []
    for column in g.some(plain_columns(table), 3):
        key = quote(column["name"])
        if g.chance(0.2):
            key = f"({g.expression([column])})"
        if column["type"] == "text" and g.chance(0.15):
            key += g.one([" text_pattern_ops", ' COLLATE "C"', ' COLLATE "C" text_pattern_ops'])
        keys.append(key + g.one(["", "", "", " DESC", " ASC NULLS FIRST", " DESC NULLS LAST"]))
    method = ""
    if g.chance(0.12):
        method, keys = g.one([(" USING hash", [quote(g.one(plain_columns(table))["name"])]), (" USING brin", [quote(c["name"]) for c in g.some(plain_columns(table), 2)]), (" USING btree", keys)])
    json = g.one(c for c in table["columns"] if c["type"] in ("jsonb", "tsvector", "text[]", "integer[]"))
    if json and g.chance(0.4):
        method, keys = " USING gin", [quote(json["name"]) + (" jsonb_path_ops" if json["type"] == "jsonb" and g.chance(0.3) else "")]
    if not keys:
        return None
    unique = "UNIQUE " if not method and g.chance(0.25) else ""
    concurrently = "CONCURRENTLY " if not g.in_transaction and table["kind"] == "r" and g.chance(0.2) else ""
    name = "" if g.chance(0.4) else g.name("i_") + " "
    exists = "IF NOT EXISTS " if name and g.chance(0.2) else ""
    include = f" INCLUDE ({quote(g.one(table['columns'])['name'])})" if not method and g.chance(0.1) else ""
    distinct = " NULLS NOT DISTINCT" if unique and g.major >= 15 and g.chance(0.2) else ""
    with_ = g.one(["", "", "", "", " WITH (fillfactor=60)"]) if not method.endswith(("brin", "gin")) else ""
    where = f" WHERE {g.condition(table)}" if g.chance(0.2) else ""
    only = "ONLY " if table["kind"] == "p" and g.chance(0.3) else ""
    return f"CREATE {unique}INDEX {concurrently}{exists}{name}ON {only}{g.ref(table)}{method} ({', '.join(keys)}){include}{distinct}{with_}{where}"


@production(4)
def alter_index(g):
    index = g.one(g.state["indexes"])
    if not index:
        return None
    kind = g.random.randint(0, 6)
    if kind <= 1:
        return f"DROP INDEX {g.one(['', 'IF EXISTS ', 'CONCURRENTLY ' if not g.in_transaction else ''])}{g.ref(index)}{g.one(['', '', ' CASCADE'])}"
    if kind == 2:
        return f"ALTER INDEX {g.one(['', 'IF EXISTS '])}{g.ref(index)} RENAME TO {g.name('i_')}"
    if kind == 3:
        return f"ALTER INDEX {g.ref(index)} " + g.one(["SET (fillfactor=50)", "RESET (fillfactor)"])
    if kind == 4 and index["expressions"] and index["kind"] == "i":  # not yet of partitioned indexes: what partitions get of it differs
        return f"ALTER INDEX {g.ref(index)} ALTER COLUMN {g.one([1, 2])} SET STATISTICS 200"
    if kind == 5:
        parent = g.one(i for i in g.state["indexes"] if i["kind"] == "I")
        child = g.one(i for i in g.state["indexes"] if not i["attached"])
        return parent and child and f"ALTER INDEX {g.ref(parent)} ATTACH PARTITION {g.ref(child)}"
    return f"REINDEX INDEX {g.ref(index)}"


SEQUENCE = ["INCREMENT BY 2", "MINVALUE 5", "MAXVALUE 10000", "NO MAXVALUE", "START WITH 20", "CACHE 10", "CYCLE", "NO CYCLE", "INCREMENT BY -1"]


@production(3)
def sequence(g):
    found = g.relation("S")
    kind = g.random.randint(0, 7)
    if kind <= 2 or not found:
        owner = g.one(r for r in g.relations("r") if r["columns"])
        owned = f" OWNED BY {quote(owner['schema'])}.{quote(owner['name'])}.{quote(g.column(owner)['name'])}" if owner and g.chance(0.3) else ""
        return f"CREATE SEQUENCE {g.one(['', 'IF NOT EXISTS '])}{g.new_name('s_')}{g.one(['', ' AS integer', ' AS smallint'])} {' '.join(g.some(SEQUENCE, 2))}{owned}"
    if kind == 3:
        return f"ALTER SEQUENCE {g.ref(found)} " + " ".join(g.some(SEQUENCE, 2))
    if kind == 4:
        return f"ALTER SEQUENCE {g.ref(found)} " + g.one(["OWNED BY NONE", "AS bigint", "RESTART", "RESTART WITH 30", f"OWNER TO {g.one(ROLES)}"])
    if kind == 5:
        return f"ALTER SEQUENCE {g.ref(found)} " + g.one([f"RENAME TO {g.name('s_' if found['name'].startswith('s_') else 'si_')}", f"SET SCHEMA {quote(g.schema())}"])
    if kind == 6:
        return f"DROP SEQUENCE {g.ref(found)}{g.one(['', ' CASCADE'])}"
    table = g.one(r for r in g.relations("r") if any(c["category"] == "N" for c in r["columns"]))
    # not of an identity column: that sequence is made with its table, which may come later (histories/sequences/of_identity_in_default.sql.todo)
    if table and found["name"].startswith("s_"):
        literal = f"{quote(found['schema'])}.{quote(found['name'])}".replace("'", "''")
        return f"ALTER TABLE {g.ref(table)} ALTER COLUMN {quote(g.column(table, 'N')['name'])} SET DEFAULT nextval('{literal}'{g.one(['', '::regclass'])})"


@production(1)
def statistics(g):
    found = g.one(g.state["statistics"])
    if found and g.chance(0.5):
        return g.one([f"DROP STATISTICS {g.ref(found)}", f"ALTER STATISTICS {g.ref(found)} RENAME TO {g.name('st_')}", f"ALTER STATISTICS {g.ref(found)} SET STATISTICS 50",
                      f"ALTER STATISTICS {g.ref(found)} SET SCHEMA {quote(g.schema())}"])
    # of a table with parents the columns may have another order in a dump, and so the keys (see moves_columns)
    table = g.one(r for r in g.relations("rp") if len(plain_columns(r)) > 1 and (r["partition"] or all(c["local"] for c in r["columns"])))
    if table:
        keys = [quote(c["name"]) for c in g.random.sample(plain_columns(table), 2)]
        if g.major >= 14 and g.chance(0.2):
            keys[0] = f"({g.expression(plain_columns(table))})"
        return f"CREATE STATISTICS {g.new_name('st_')}{g.one(['', ' (ndistinct)', ' (dependencies, mcv)'])} ON {', '.join(keys)} FROM {g.ref(table)}"
