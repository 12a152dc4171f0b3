"""Runs in an environment of real Django: migrates cases and says what was sent to the server.

Standard input: {"server": {...}, "database": name, "cases": [{"name", "folder", "apps", "settings", "backwards", "keep"}]}.
Standard output, a line of JSON a case: {"name", "error", "forwards": [[app, name, [[in a transaction, statement]...]]...], "backwards": ...}
Each case's database is the named one, emptied before; with "keep" it is left as migrated (the last case).
"""
import importlib
import json
import re
import sys
import traceback

request = json.load(sys.stdin)

import django
from django.conf import settings

CONTRIB = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sites", "django.contrib.postgres"]
project = {}  # of a whole project: one case of all its apps
exec(request.get("settings", ""), project)
whole = "INSTALLED_APPS" in project
CONTRIB = project.get("INSTALLED_APPS", CONTRIB)
settings.configure(
    **{name: value for name, value in project.items() if name.isupper() and name != "INSTALLED_APPS"}, INSTALLED_APPS=CONTRIB, USE_TZ=True, SECRET_KEY="x",
    SILENCED_SYSTEM_CHECKS=[],
    DATABASES={"default": dict(request["server"], ENGINE="django.db.backends.postgresql", NAME=request["database"])})
django.setup()

from django.db import connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import override_settings

# What Django asks the catalogs and writes for itself.
OWN = re.compile(r"\s*(?:SELECT\b.*\bFROM\s+\"?(?:pg_|information_schema)|SAVEPOINT|RELEASE|ROLLBACK TO|SHOW|"
                 r".*(?:\"django_migrations\"))", re.S | re.I)


class Log:
    def __init__(self):
        self.migrations = None

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if self.migrations:
            inner = context["cursor"].cursor
            if many:
                text = str(sql)
            elif params is None or len(params) == 0:
                text = str(sql)
            else:
                query = getattr(inner, "_query", None)  # psycopg 3; psycopg 2 has it as `query`
                text = (query.query if query is not None else inner.query).decode()
            if not OWN.match(text):
                self.migrations[-1][2].append([connection.in_atomic_block, text])
        return result

    def progress(self, action, migration=None, fake=False):
        if action in ("apply_start", "unapply_start"):
            self.migrations.append([migration.app_label, migration.name, []])


def empty():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'")
        for name, in cursor.fetchall():
            cursor.execute(f'DROP EXTENSION IF EXISTS "{name}" CASCADE')
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public$)'")
        for name, in cursor.fetchall():
            cursor.execute(f'DROP SCHEMA "{name}" CASCADE')
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def migrate(log, targets):
    log.migrations = []
    executor = MigrationExecutor(connection, log.progress)
    log.migrations = []  # not what the loader asks
    executor.migrate(targets(executor.loader.graph))
    done, log.migrations = log.migrations, None
    return done


def run(case):
    answer = {"name": case["name"], "error": None, "forwards": [], "backwards": [], "paths": {}}
    log = Log()
    before = set(sys.modules)
    sys.path.insert(0, case["folder"])
    importlib.invalidate_caches()
    try:
        given = {}
        if case.get("settings"):
            exec(compile(case["settings"], "settings.py", "exec"), given)
        given = {name: value for name, value in given.items() if name.isupper()}
        if not whole:
            apps = list(given.get("INSTALLED_APPS", case["apps"]))
            given["INSTALLED_APPS"] = [name for name in CONTRIB if not any((app + ".").startswith(name + ".") for app in apps)] + apps
        connection.close()
        if not whole:
            empty()
        with override_settings(**given), connection.execute_wrapper(log):
            labels = set(django.apps.apps.app_configs) - ({name.rsplit(".", 1)[1] for name in CONTRIB} if not whole else set())
            answer["paths"] = {config.label: config.path for config in django.apps.apps.get_app_configs() if config.label in labels}
            answer["forwards"] = migrate(log, lambda graph: [node for node in graph.leaf_nodes() if node[0] in labels])
            if case.get("backwards"):
                try:
                    migrate_back = migrate(log, lambda graph: [(label, None) for label in sorted(labels)
                                                               if any(key[0] == label for key in graph.nodes)])
                    answer["backwards"] = migrate_back
                except IrreversibleError as error:
                    answer["backwards"], answer["irreversible"] = log.migrations, str(error)
                    log.migrations = None
    except Exception:
        answer["error"] = traceback.format_exc()
        answer["forwards"] = answer["forwards"] or log.migrations or []
        log.migrations = None
    finally:
        sys.path.remove(case["folder"])
        for name in set(sys.modules) - before:
            # helpers and migrations of this case only: what Django loads lazily stays
            file = getattr(sys.modules[name], "__file__", None) or ""
            path = list(getattr(sys.modules[name], "__path__", []))
            if file.startswith(case["folder"]) or any(part.startswith(case["folder"]) for part in path):
                del sys.modules[name]
        connection.close()
    return answer


for case in request["cases"]:
    print(json.dumps(run(case)), flush=True)
