"""Histories in Python: files handed over by hooks, --since, standard input, no repository, the configuration, hostile graphs."""
import os
import time

from harness import dump, reviewed, write
from since import commit, git

MANAGE = 'import django\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")\n'


def django(needs, more=""):
    return f"from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = {needs!r}\n{more}    operations = []\n"


def alembic(revision, down):
    return f"revision = {revision!r}\ndown_revision = {down!r}\n\n\ndef upgrade():\n    pass\n"


def project(top):
    os.makedirs(top)
    git(top, "init", "-q", "-b", "main")
    write(top, "manage.py", MANAGE)
    write(top, "shop/models.py", "x = 1\n")
    write(top, "shop/migrations/__init__.py")
    write(top, "shop/migrations/0001_first.py", django([("cart", "0001_cart")]))
    write(top, "cart/migrations/__init__.py")
    write(top, "cart/migrations/0001_cart.py", django([]))
    write(top, "db/versions/one.py", alembic("a1", None))
    write(top, "db/versions/two.py", alembic("b2", "a1"))
    write(top, "db/env.py", "from alembic import context\n")
    write(top, "sql/migrations/001_x.sql", "SELECT 1;\n")
    commit(top)


def versions(text):
    return [line.split()[1] for line in text.splitlines() if line.startswith("  ") and not line.startswith("    ")]


def hooks(layer, top):
    project(top)
    code, text, errors = dump("shop/migrations/0001_first.py", cwd=top)
    layer.check("python: a file brings its whole project, and only it is judged",
                versions(text) == ["cart.0001_cart", "shop.0001_first"] and reviewed(text) == ["first"], text + errors)
    code, text, errors = dump("db/versions/two.py", cwd=top)
    layer.check("python: a revision brings its whole tree", versions(text) == ["a1", "b2"] and reviewed(text) == ["two"], text + errors)
    code, text, errors = dump("shop/migrations", cwd=top)
    layer.check("python: so does a directory", versions(text) == ["cart.0001_cart", "shop.0001_first"] and reviewed(text) == ["first"],
                text + errors)
    code, text, errors = dump("shop/models.py", "manage.py", "shop/migrations/__init__.py", cwd=top)
    layer.check("python: files that are no migrations are passed over", code == 0 and text == "", text + errors)
    code, text, errors = dump("shop/models.py", "cart/migrations/0001_cart.py", "sql/migrations/001_x.sql", cwd=top)
    layer.check("python: also among migrations", reviewed(text) == ["cart", "x"], text + errors)
    code, text, errors = dump("0001_first.py", cwd=os.path.join(top, "shop/migrations"))
    layer.check("python: from the file's own directory", reviewed(text) == ["first"] and len(versions(text)) == 2, text + errors)
    write(top, "shop/migrations/0002_more.py", django([("shop", "0001_first")]))
    code, text, errors = dump("--since", "main", cwd=top)
    layer.check("python: --since judges what is new", reviewed(text) == ["more"], text + errors)
    code, text, errors = dump("--stdin-filename", "shop/migrations/0003_in.py", cwd=top,
                              stdin=django([("shop", "0002_more")]).encode())
    layer.check("python: standard input takes its place", versions(text)[-1:] == ["shop.0003_in"] and reviewed(text) == ["in"], text + errors)
    code, text, errors = dump("--stdin-filename", "shop/models.py", cwd=top, stdin=b"x = 2\n")
    layer.check("python: and is passed over when it is no migration", code == 0 and reviewed(text) == [], text + errors)


def alone(layer, top):
    write(top, "app/__init__.py")
    write(top, "app/migrations/__init__.py")
    write(top, "app/migrations/0001_a.py", django([("auth", "0001_initial")]))
    write(top, "app/migrations/0002_b.py", django([("app", "0001_a")]))
    write(top, "beside/migrations/0001_c.py", django([]))
    code, text, errors = dump(os.path.join(top, "app/migrations/0002_b.py"), cwd="/usr")
    layer.check("python: without a repository a file's own package is looked at, and nothing beside it",
                versions(text) == ["app.0001_a", "app.0002_b"] and reviewed(text) == ["b"], text + errors)
    code, text, errors = dump("empty", cwd=top) if os.makedirs(os.path.join(top, "empty/migrations")) is None else (0, "", "")
    layer.check("python: a directory without migrations is a mistake", code == 2 and "no migrations" in errors, text + errors)


def configured(layer, top):
    os.makedirs(os.path.join(top, ".git"))
    write(top, "migvet.yaml", "django: {version: 4.2.11, settings: other.settings}\nalembic: {sqlalchemy-version: '1.4'}\n"
          "migrations:\n  - {path: odd, layout: django, complete: false}\n  - tree\n")
    write(top, "odd/steps/first.py", django([]))
    write(top, "odd/migrations/001_a.sql", "SELECT 1;\n")
    write(top, "odd/migrations/0001_first.py", django([]))
    write(top, "tree/versions/x.py", alembic("a1", None))
    write(top, "requirements.txt", "django==3.2\nsqlalchemy==2.0.1\n")
    code, text, errors = dump(cwd=top, configured=True)
    layer.check("python: versions of the configuration go before those of requirements",
                "version=4.2\n" in text and "layout=alembic dialect=postgresql complete version=1.4\n" in text, text + errors)
    write(top, "migvet.yaml", "django: {version: newest}\n")
    code, text, errors = dump(cwd=top, configured=True)
    layer.check("python: a version that is none is refused", code == 2 and "'version' is a version such as '4.2'" in errors, errors)


def graphs(layer, top):
    for at in range(4000):
        write(top, f"chain/migrations/{at + 1:04}_x.py", django([("chain", f"{at:04}_x")] if at else []))
    started = time.monotonic()
    code, text, errors = dump(cwd=top)
    layer.check("python: a chain of 4,000 migrations", code == 0 and len(versions(text)) == 4000 and time.monotonic() - started < 40, errors)
    top += "-ring"
    for at in range(300):
        write(top, f"ring/migrations/{at + 1:04}_x.py", django([("ring", f"{(at + 299) % 300 + 1:04}_x")]))
        write(top, f"db/versions/{at}.py", alembic(f"r{at}", f"r{(at + 299) % 300}"))
    write(top, "odd/migrations/0001_x.py", django([("odd", "0001_x"), ("odd",), 7, "odd", ("odd", None)], "    replaces = [('odd', '0001_x')]\n"))
    write(top, "odd/migrations/0002_x.py", django([], "    replaces = [('odd', '0003_x')]\n"))
    write(top, "odd/migrations/0003_x.py", django([], "    replaces = [('odd', '0002_x')]\n"))
    write(top, "odd/migrations/0004_x.py", "class Migration(migrations.Migration):\n    dependencies = [(\"odd\", \"0001_x\"\n")
    code, text, errors = dump(cwd=top)
    rings = text.count("problem dependency-cycle")
    layer.check("python: rings of 300 are told once each", code == 0 and rings == 3, f"{rings}\n{text[:3000]}{errors}")


def run(layer, top):
    hooks(layer, os.path.join(top, "hooks"))
    alone(layer, os.path.join(top, "alone"))
    configured(layer, os.path.join(top, "configured"))
    graphs(layer, os.path.join(top, "graphs"))
