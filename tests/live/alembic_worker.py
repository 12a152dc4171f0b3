"""Runs in an environment of real SQLAlchemy and Alembic: migrates cases and says what was sent to the server.

Standard input: {"url", "cases": [{"name", "folder", "locations", "backwards"}]}: `folder` holds env.py and versions.
Standard output, a line of JSON a case: {"name", "error", "forwards": [[revision, [[in a transaction, statement]...]]...], "backwards": ...}
The database is emptied before each case.
"""
import contextlib
import json
import logging
import os
import re
import sys
import traceback

request = json.load(sys.stdin)

import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy import event
from sqlalchemy.engine import Engine

OWN = re.compile(r"\s*(?:SELECT\b.*\bFROM\s+(?:pg_catalog\.|pg_|information_schema)|select (?:pg_catalog\.version|current_schema)\(\)|"
                 r"show |SELECT CAST|SAVEPOINT|RELEASE|ROLLBACK TO|.*\balembic_version\b)", re.S | re.I)
migrations = None


@event.listens_for(Engine, "after_cursor_execute")
def sent(connection, cursor, statement, parameters, context, many):
    # the listener is told of SQLAlchemy's own questions (has_table ...), too
    if migrations:
        # the driver knows what it made of parameters and of doubled percent signs
        text = statement if many else cursor.query.decode()
        if not OWN.match(text):
            migrations[-1][1].append([not cursor.connection.autocommit, text])


class Steps(logging.Handler):
    """Alembic tells what it is about to run."""
    def emit(self, record):
        step = re.match(r"Running (\w+)\s+(\S*) -> ([^,]*)(?:, (.*))?$", record.getMessage())
        if step and migrations is not None:
            # of an upgrade the second revision is the one that runs, of a downgrade the first
            migrations.append([step[3] if step[1] == "upgrade" else step[2], []])


logger = logging.getLogger("alembic.runtime.migration")
logger.setLevel(logging.INFO)
logger.addHandler(Steps())
logger.propagate = False
engine = sqlalchemy.create_engine(request["url"])


def empty():
    with engine.begin() as connection:
        run = connection.exec_driver_sql
        for name, in run("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'").fetchall():
            run(f'DROP EXTENSION IF EXISTS "{name}" CASCADE')
        for name, in run("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public$)'").fetchall():
            run(f'DROP SCHEMA "{name}" CASCADE')
        run("DROP SCHEMA public CASCADE")
        run("CREATE SCHEMA public")


def run(case):
    global migrations
    answer = {"name": case["name"], "error": None, "forwards": [], "backwards": []}
    before = set(sys.modules)
    sys.path.insert(0, case["folder"])
    working = os.getcwd()
    try:
        migrations = None
        if not case.get("kept"):
            empty()
        if case.get("before"):  # what the application does to an empty database first
            exec(case["before"], {"engine": engine})
        os.chdir(case["folder"])
        config = Config()
        config.set_main_option("script_location", case["folder"])
        config.set_main_option("sqlalchemy.url", request["url"].replace("%", "%%"))
        if case.get("locations"):
            config.set_main_option("version_locations", " ".join(case["locations"]))
            config.set_main_option("path_separator", "space")
        if case.get("connected"):  # an application's env.py takes the connection that it is given
            config.attributes["connection"] = engine.connect()
        with contextlib.redirect_stdout(sys.stderr):
            migrations = []
            command.upgrade(config, "heads")
            answer["forwards"], migrations = migrations, None
            if case.get("backwards"):
                migrations = []
                command.downgrade(config, "base")
                answer["backwards"], migrations = migrations, None
    except BaseException:
        answer["error"] = traceback.format_exc()
        answer["forwards"] = answer["forwards"] or migrations or []
        migrations = None
    finally:
        os.chdir(working)
        sys.path.remove(case["folder"])
        for name in set(sys.modules) - before:
            file = getattr(sys.modules[name], "__file__", None) or ""
            if file.startswith(case["folder"]):
                del sys.modules[name]
        engine.dispose()
    return answer


for case in request["cases"]:
    print(json.dumps(run(case)), flush=True)
