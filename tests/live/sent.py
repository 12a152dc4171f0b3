"""What a real framework sent to the server, against what migvet says it would send; used by test_django and test_alembic."""
import concurrent.futures
import difflib
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).parent


def module(name):
    loader = importlib.machinery.SourceFileLoader(name, str(HERE / name))
    spec = importlib.util.spec_from_loader(name, loader)
    made = importlib.util.module_from_spec(spec)
    loader.exec_module(made)
    return made


histories = module("test_histories")
frameworks = module("frameworks")
run, MIGVET = histories.run, os.environ.get("MIGVET_FAST") or histories.MIGVET
SRC = histories.SRC

TOKEN = re.compile(r"""
    (?P<skip>\s+|--[^\n]*|/\*.*?\*/)
  | (?P<text>[eE]?'(?:[^']|'')*')
  | (?P<name>"(?:[^"]|"")*")
  | (?P<dollar>\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
  | (?P<end>;)
  | (?P<word>[\w.]+)
  | (?P<other>.)""", re.S | re.X)


def statements(sql):
    """The single statements of a text, each as its tokens with one blank between: layout and comments do not matter."""
    found, tokens = [], []
    for token in TOKEN.finditer(sql):
        if token["skip"]:
            continue
        if token["end"]:
            found.append(" ".join(tokens))
            tokens = []
        else:
            tokens.append(token[0])
    return [one for one in found + [" ".join(tokens)] if one]


def plain(statement, moment=False):
    """Casts that a driver adds to parameters go; with `moment` all literals do, for values of the moment."""
    # psycopg 3 types what it writes out, and SQLAlchemy 2 parameters of JSON
    statement = re.sub(r"('(?:[^']|'')*') : : (?:timestamptz|timestamp|date|time|interval|uuid|jsonb|inet|bytea|numeric|text)\b", r"\1", statement)
    statement = re.sub(r"('null'|NULL) : : (?:JSON|JSONB)\b", r"\1", statement)
    return re.sub(r"'(?:[^']|'')*'", "'?'", statement) if moment else statement


def version_of(text):
    return tuple(int(part) for part in text.split("."))


def is_for(header, version):
    """`>=4.2`, `4.2+`, `<5.0` ..., with blanks between: all must hold."""
    for word in header.split():
        sign, number, plus = re.fullmatch(r"(>=|<=|<|>|)([\d.]+)(\+?)", word).groups()
        number, version_ = version_of(number), version_of(version)
        if not {"": version_ >= number if plus else version_ == number, ">=": version_ >= number, "<=": version_ <= number,
                "<": version_ < number, ">": version_ > number}[sign]:
            return False
    return True


def server_settings(connection):
    """Of a connection string, for drivers: (host, port, user, password)."""
    parts = urllib.parse.urlsplit(connection)
    query = dict(urllib.parse.parse_qsl(parts.query))
    return {"HOST": parts.hostname or query.get("host", ""), "PORT": str(parts.port or query.get("port", "") or ""),
            "USER": parts.username or query.get("user", "postgres"), "PASSWORD": parts.password or ""}


def ask(python, worker, request):
    """Runs a worker; yields its answers."""
    process = subprocess.run([python, str(HERE / worker)], input=json.dumps(request), capture_output=True, text=True,
                             env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONWARNINGS="ignore", PYTHONHASHSEED="0"))  # some orders are those of sets
    answers = [json.loads(line) for line in process.stdout.splitlines()]
    if process.returncode:
        raise RuntimeError(process.stderr[-3000:])
    return answers


def difference(sent, ours, names=("server", "migvet")):
    """Two lists of (migration, statement); None when they are equal."""
    if sent == ours:
        return None
    lines = [[f"{migration}: {statement}" for migration, statement in one] for one in (sent, ours)]
    return "\n".join(difflib.unified_diff(*lines, *names, lineterm="", n=0))


def dumps_differ(server, sql, schema):
    """The server after `sql` against the server after migvet's `schema`: a diff of pg_dump, or None."""
    return histories.compare(server, sql, lambda: (schema, None))


def dump_sql(folder, config):
    """[(version of a migration, its path, its SQL forwards, its SQL backwards)] as migvet says, in its order."""
    code, out, err = run([MIGVET, "dump", "sql", "--config", config, folder])
    if code:
        raise RuntimeError("migvet dump sql: " + err.strip())
    parts = re.split(r"^-- (\S+) (.*) \[transaction: [\w-]+\]\n", out, flags=re.M)[1:]
    found = []
    for version, path, text in zip(parts[::3], parts[1::3], parts[2::3]):
        up, _, down = ("\n" + text).partition("\n-- down\n")
        # what is not resolved is a difference that names its reason
        up, down = (re.sub(r"^-- (not resolved: .*|only if: .*|any number of times)$", lambda line: f"/{re.sub(r'[;]', ',', line[1])}/;", part, flags=re.M)
                    for part in (up, down))
        found.append((version, path, up, down))
    return found


def tell(name, why, todo):
    """Prints a result; True when it failed."""
    if todo:
        if why:
            print(f"ok - {name} # known: {todo}", flush=True)
            return False
        print(f"not ok - {name} is marked as a known difference, and is none", flush=True)
        return True
    if not why:
        print(f"ok - {name}", flush=True)
        return False
    print(f"not ok - {name}")
    lines = why.splitlines()
    print("\n".join("# " + line for line in (lines if os.environ.get("VERBOSE") else lines[:40])), flush=True)
    return True


def dumped_again(server, database):
    """pg_dump of what pg_dump's own text makes: it moves casts into ARRAY[...], which a baseline that was dumped has behind it."""
    again = server.new_database()
    try:
        code, _, err = server.load(again, "\n".join(server.dump(database)))
        if code:
            raise RuntimeError("pg_dump's text does not load: " + err.strip())
        return server.dump(again)
    finally:
        server.drop(again)


def database_differs(server, database, schema, own=("django_migrations", "alembic_version"), baseline=False):
    """As dumps_differ, of a database that is there; the framework's own tables are dropped first."""
    second = server.new_database()
    try:
        server.load(database, "".join(f"DROP TABLE IF EXISTS {table};" for table in own))
        code, _, err = server.load(second, schema)
        if code:
            return "the schema does not load: " + err.strip()
        wanted, got = (dumped_again(server, one) if baseline else server.dump(one) for one in (database, second))
        return None if wanted == got else "\n".join(difflib.unified_diff(wanted, got, "server", "migvet", lineterm="", n=1))
    finally:
        server.drop(second)
