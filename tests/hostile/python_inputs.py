"""Migrations in Python that a pull request may contain: (name, {path: text}, what must be said or None).

Each is a Django app 'shop' or an Alembic tree with one revision behind a harmless one; `links` are symbolic links.
"""
DJANGO_HEAD = "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
DEPENDS = '    dependencies = [("shop", "0001_initial")]\n'
INITIAL = DJANGO_HEAD + '''    operations = [
        migrations.CreateModel(name="Order", fields=[("id", models.BigAutoField(primary_key=True)), ("total", models.IntegerField())]),
    ]
'''
ADD = 'migrations.AddIndex(model_name="order", index=models.Index(fields=["total"], name="order_total")),'
FIRST = '''from alembic import op
import sqlalchemy as sa

revision = "a1"
down_revision = None


def upgrade():
    op.create_table("orders", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("total", sa.Integer()))


def downgrade():
    op.drop_table("orders")
'''
SECOND = 'from alembic import op\nimport sqlalchemy as sa\n\nrevision = "b2"\ndown_revision = "a1"\n\n\n'


def django(text, **more):
    files = {"shop/migrations/__init__.py": "", "shop/migrations/0001_initial.py": INITIAL, "shop/migrations/0002_step.py": text}
    return {**files, **more}


def operations(text):
    return DJANGO_HEAD + DEPENDS + "    operations = [" + text + "]\n"


def alembic(text, **more):
    return {"alembic.ini": "[alembic]\nscript_location = tree\n", "tree/env.py": "", "tree/versions/a1_first.py": FIRST,
            "tree/versions/b2_second.py": SECOND + text, **more}


def sql(text):
    return "migrations.RunSQL(" + text + ")"


CASES = {
    # nesting
    "100,000 nested lists": (django(operations("[" * 100000 + "]" * 100000)), None),
    "100,000 opening brackets": (django(operations("[" * 100000)), b"syntax"),
    "50,000 nested calls": (django(operations(sql("str(" * 50000 + "'SELECT 1'" + ")" * 50000))), None),
    "20,000 nested f-strings": (alembic("def upgrade():\n    op.execute(" + "f'{" * 20000 + "1" + "}'" * 20000 + ")\n"), None),
    "50,000 levels of if": (alembic("def upgrade():\n" + "".join(" " * (i + 1) + "if x:\n" for i in range(2000)) + " " * 2001 + "pass\n"), None),
    "a chain of 100,000 +": (django(operations(sql(" + ".join(["'a'"] * 100000)))), None),
    "a chain of 100,000 attributes": (django(operations(sql("a" + ".b" * 100000))), None),
    "100,000 nots": (alembic("def upgrade():\n    if " + "not " * 100000 + "True:\n        op.drop_table('orders')\n"), None),
    # size
    "a file of 10 MiB": (django(operations("\n".join([ADD] * 90000))), None),
    "a string of 10 MiB": (django(operations(sql("'SELECT 1" + " " * (10 << 20) + "'"))), None),
    "a string of 10 MiB of SQL": (alembic("def upgrade():\n    op.execute('''" + "SELECT 1;\n" * (1 << 20) + "''')\n"), None),
    "a million digits": (alembic("def upgrade():\n    x = " + "9" * 1000000 + " ** 9999999999\n    op.execute('SELECT %s' % x)\n"), None),
    "a string times 10 to the 12th": (alembic("def upgrade():\n    op.execute('DROP TABLE orders; ' * 10 ** 12)\n"), None),
    "a list doubled 64 times": (alembic("def upgrade():\n    x = [1]\n" + "    x = x + x\n" * 64 + "    op.execute(str(x))\n"), None),
    "a string formatted into itself 64 times": (
        alembic("def upgrade():\n    x = 'ab'\n" + "    x = f'{x}{x}'\n" * 64 + "    op.execute(x)\n"), None),
    "a name of a megabyte": (django(operations(f'migrations.RemoveField(model_name="order", name="{"x" * (1 << 20)}")')), None),
    # running
    "a loop of 10 to the 9th": (alembic("def upgrade():\n    for i in range(10 ** 9):\n        op.drop_index('a%d' % i)\n"), None),
    "nested loops": (alembic("def upgrade():\n    for a in range(1000):\n        for b in range(1000):\n            for c in range(1000):\n"
                             "                op.execute(f'SELECT {a + b + c}')\n"), None),
    "while True": (alembic("def upgrade():\n    while True:\n        op.drop_table('orders')\n"), None),
    "recursion without an end": (alembic("def f(n):\n    return f(n + 1)\n\n\ndef upgrade():\n    op.execute(f(0))\n"), None),
    "functions that call each other twice": (
        alembic("def f0():\n    return 'x'\n" + "".join(f"def f{i + 1}():\n    return f{i}() + f{i}()\n" for i in range(60)) +
                "def upgrade():\n    op.execute(f60())\n"), None),
    "a class that is its own base": (django("class Migration(Migration):\n    operations = [Migration]\n"), None),
    "a list in itself": (django("x = []\nx.append(x)\n" + operations("*x")), None),
    "a comprehension of a billion": (alembic("def upgrade():\n    [op.execute(str(a)) for a in range(10**5) for b in range(10**5)]\n"), None),
    "imports in a circle": (
        django("from shop.a import X\n" + operations(sql("X")), **{"shop/__init__.py": "", "shop/a.py": "from shop.b import X\n",
                                                                    "shop/b.py": "from shop.a import X\n"}), None),
    "a chain of 5,000 imports": (
        django("from shop.m0 import X\n" + operations(sql("X")), **{"shop/__init__.py": "", **{
            f"shop/m{i}.py": f"from shop.m{i + 1} import X\n" for i in range(5000)}}), None),
    # bytes
    "NUL bytes": (django(b"from django.db import migrations\0\0\nclass Migration(migrations.Migration):\n    operations = [\0]\n"), None),
    "only NUL bytes": (django(b"\0" * (1 << 20)), None),
    "invalid UTF-8": (django(operations(sql("'SELECT \u00e9'")).encode("latin-1") + b"\xff\xfe\xc3\x28"), None),
    "a coding line that lies": (django(b"# -*- coding: utf-16 -*-\n" + operations(ADD).encode()), None),
    "UTF-16": (django(("\ufeff" + operations(ADD)).encode("utf-16-le")), None),
    "lone CRs": (django(operations(ADD).replace("\n", "\r")), None),
    "escape sequences": (django(operations(sql("'DROP TABLE \"\\x1b[31mx\\x07\"'"))), None),
    "a syntax error": (django(operations(ADD) + "def (:\n"), b"syntax"),
    "Python 2": (django("print 'x'\nexec 'y'\n" + operations(ADD)), None),
    "an empty file": (django(""), b"no-migration-class"),
    # fixes of what is odd
    "an operation in a lambda": (django(operations("(lambda: " + ADD.rstrip(",") + ")()")), None),
    "operations behind backslashes": (django("from django.db import migrations, models\nclass Migration(migrations.Migration):\n"
                                             "    operations = \\\n[\\\n" + ADD + "\\\n]\n"), None),
}
LINKS = {
    "a link to itself": ("shop/migrations/0003_loop.py", "0003_loop.py"),
    "a link to a device": ("shop/migrations/0003_device.py", "/dev/zero"),
    "a link out of the project": ("shop/migrations/0003_out.py", "/etc/passwd"),
    "a folder that links to its parent": ("shop/migrations/deep", ".."),
}
