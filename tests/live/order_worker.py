"""The order of real Django or real Alembic, run by a framework's own Python.

Standard input: {"framework": "django"|"alembic", "histories": [...]}; standard output: for each its order, or {"error": class}.
A Django history is {"apps": {label: directory of migrations}, "settings": {...}}, an Alembic one {"versions": [directories],
"recursive": false}. Of the files only what says what comes before what is executed, so that nothing but the framework is needed.
"""
import ast
import json
import pkgutil
import sys
import types


NAMES = {"dependencies", "run_before", "replaces", "revision", "down_revision", "depends_on", "branch_labels"}


def names(statement):
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target] if isinstance(statement, ast.AnnAssign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


class Both(ast.NodeTransformer):
    """What a setting that nobody knows decides: both."""
    def visit_IfExp(self, node):
        return node if known(node.test) else ast.BinOp(self.visit(node.body), ast.Add(), self.visit(node.orelse))


def known(value):
    asked = {one.attr for one in ast.walk(value) if isinstance(one, ast.Attribute) and ast.unparse(one.value) == "settings"}
    return {one.id for one in ast.walk(value) if isinstance(one, ast.Name)} <= {"migrations", "settings"} and asked <= {"AUTH_USER_MODEL"}


def kept(statement):
    """Only what says what comes before what."""
    if isinstance(statement, ast.ClassDef) and statement.name == "Migration":
        statement.body = [one for one in statement.body if names(one) & NAMES] or [ast.Pass()]
        for one in statement.body:  # settings of packages: on models of their own
            for value in ast.walk(Both().visit(one)):
                if isinstance(value, ast.List):
                    value.elts = [element for element in value.elts if known(element)]
        statement.bases = statement.bases if any("migrations" in ast.unparse(base) for base in statement.bases) else [
            ast.parse("__import__('django.db.migrations').db.migrations.Migration", mode="eval").body]
        return True
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return "django.db" in ast.unparse(statement) or "django.conf" in ast.unparse(statement)
    return bool(names(statement) & NAMES)


def load(name, file):
    with open(file, encoding="utf-8") as text:
        tree = ast.parse(text.read(), file)
    tree.body = [statement for statement in tree.body if kept(statement)]
    module = types.ModuleType(name)
    module.__file__, module.upgrade, module.downgrade = file, None, None
    exec(compile(ast.fix_missing_locations(tree), file, "exec"), module.__dict__)
    return module


def django(histories):
    from django.conf import settings
    settings.configure(INSTALLED_APPS=[], DATABASES={}, USE_TZ=True)
    import django
    django.setup()
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.loader import MigrationLoader

    class Loader(MigrationLoader):
        def load_disk(self):
            self.disk_migrations, self.unmigrated_apps, self.migrated_apps = {}, set(), set()
            for label, directory in sorted(self.history["apps"].items()):
                self.migrated_apps.add(label)
                for _, name, package in pkgutil.iter_modules([directory]):
                    if not package and name[0] not in "_~":
                        module = load(f"history{self.number}.{label}.{name}", f"{directory}/{name}.py")
                        self.disk_migrations[label, name] = module.Migration(name, label)

        def check_key(self, key, current_app):
            # an app that is not there: not what is compared
            return None if key[0] not in self.migrated_apps else super().check_key(key, current_app)

        def add_external_dependencies(self, key, migration):
            # the same of dependencies by name
            migration.dependencies = [one for one in migration.dependencies if one[0] in self.migrated_apps]
            migration.run_before = [one for one in migration.run_before if one[0] in self.migrated_apps]
            super().add_external_dependencies(key, migration)

    for number, history in enumerate(histories):
        for name, value in {"AUTH_USER_MODEL": "auth.User", **history.get("settings", {})}.items():
            setattr(settings, name, value)
        Loader.history, Loader.number = history, number
        loader = Loader(None, load=False)
        try:
            loader.build_graph()
            if loader.detect_conflicts():
                yield {"error": "Conflict"}
                continue
            executor = MigrationExecutor.__new__(MigrationExecutor)
            executor.connection, executor.loader = None, loader
            yield [f"{one.app_label}.{one.name}" for one, _ in executor.migration_plan(loader.graph.leaf_nodes())]
        except Exception as error:
            yield {"error": type(error).__name__, "message": str(error)}


def alembic(histories):
    import os
    import warnings
    from alembic.config import Config
    from alembic.script import ScriptDirectory, base
    base.util.load_python_file = lambda directory, file: load(file, os.path.join(directory, file))
    warnings.simplefilter("ignore")
    for history in histories:
        config = Config()
        config.set_main_option("script_location", os.path.dirname(history["versions"][0]))
        config.set_main_option("version_locations", " ".join(history["versions"]))
        if history.get("recursive"):
            config.set_main_option("recursive_version_locations", "true")
        try:
            script = ScriptDirectory.from_config(config)
            if len(script.get_heads()) > 1 and not history.get("heads"):
                yield {"error": "MultipleHeads"}
                continue
            yield [step.revision.revision for step in script._upgrade_revs("heads", None)]
        except Exception as error:
            yield {"error": type(error).__name__, "message": str(error)}


def main():
    request = json.load(sys.stdin)
    answers = list({"django": django, "alembic": alembic}[request["framework"]](request["histories"]))
    json.dump(answers, sys.stdout)


main()
