"""What is wrong with a history beside the git base: edited, removed, renamed and late migrations, numbers left out."""
import os
import re
import shutil

from harness import dump, write
from since import commit, git

GOOSE = "-- +goose Up\n{up}\n-- +goose Down\n{down}\n"
FLYWAY = {"db/migration/V1__a.sql": "CREATE TABLE a (id int);\n", "db/migration/V2__b.sql": "CREATE TABLE b (id int);\n"}
GOLANG = {"migrations/1_a.up.sql": "CREATE TABLE a (id int);\n", "migrations/1_a.down.sql": "DROP TABLE a;\n",
          "migrations/3_c.up.sql": "CREATE TABLE c (id int);\n", "migrations/3_c.down.sql": "DROP TABLE c;\n"}
SQLX = {"migrations/1_a.sql": "CREATE TABLE a (id int);\n", "migrations/3_c.sql": "CREATE TABLE c (id int);\n", "Cargo.toml": "[dependencies]\nsqlx = \"0.8\"\n"}
GOOSES = {"migrations/1_a.sql": GOOSE.format(up="CREATE TABLE a (id int);", down="DROP TABLE a;"),
          "migrations/3_c.sql": GOOSE.format(up="CREATE TABLE c (id int);", down="DROP TABLE c;")}
DIESEL = {f"migrations/2020-01-0{i}-000000_{n}/{part}.sql": text for i, n in ((1, "a"), (3, "c"))
          for part, text in (("up", f"CREATE TABLE {n} (id int);\n"), ("down", f"DROP TABLE {n};\n"))}
LIQUIBASE = {"changelog/a.sql": "--liquibase formatted sql\n--changeset ana:1\nCREATE TABLE a (id int);\n\n--changeset ana:2 runOnChange:true\nSELECT 2;\n"}
TERN = {"migrations/001_a.sql": "CREATE TABLE a (id int);\n---- create above / drop below ----\nDROP TABLE a;\n",
        "migrations/tern.conf": "[database]\n"}
DJANGO = {"manage.py": "import django\n", "shop/__init__.py": "", "shop/migrations/__init__.py": "",
          "shop/migrations/0001_initial.py": '''from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []
    operations = [
        migrations.CreateModel("Product", [("id", models.AutoField(primary_key=True)), ("name", models.CharField(max_length=50))])
    ]
''', "shop/migrations/0002_more.py": '''from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [migrations.AddField("Product", "note", models.TextField(null=True))]
'''}

# name, base, changes (None: removed, a tuple: renamed from), what is expected: "rule file:line part of the message"
CASES = [
    ("flyway: an edit", FLYWAY, {"db/migration/V1__a.sql": "CREATE TABLE a (id bigint);\n"},
     ["edited-applied-migration db/migration/V1__a.sql:1 Flyway keeps a checksum"]),
    ("flyway: a comment counts", FLYWAY, {"db/migration/V1__a.sql": "CREATE TABLE a (id int); -- now\n"},
     ["edited-applied-migration db/migration/V1__a.sql:1 comments or blank space"]),
    ("flyway: line ends do not", FLYWAY, {"db/migration/V1__a.sql": "CREATE TABLE a (id int);\r\n"}, []),
    ("flyway: a repeatable one may change", {**FLYWAY, "db/migration/R__v.sql": "CREATE OR REPLACE VIEW v AS SELECT 1;\n"},
     {"db/migration/R__v.sql": "CREATE OR REPLACE VIEW v AS SELECT 2;\n"}, []),
    ("flyway: late", FLYWAY, {"db/migration/V1_5__x.sql": "SELECT 1;\n"},
     ["out-of-order-migration db/migration/V1_5__x.sql:1 V2__b.sql', which was there before: where that was applied, Flyway stops"]),
    ("flyway: at the end", FLYWAY, {"db/migration/V3__x.sql": "SELECT 1;\n"}, []),
    ("flyway: another title is another migration", FLYWAY, {"db/migration/V2__bb.sql": ("db/migration/V2__b.sql",)},
     ["removed-applied-migration db/migration/V2__bb.sql:1 was 'V2__b.sql' before"]),
    ("flyway: removed", FLYWAY, {"db/migration/V2__b.sql": None}, ["removed-applied-migration db/migration/V2__b.sql:1 is gone"]),
    ("flyway: moved to another directory", FLYWAY, {"db/migration/old/V1__a.sql": ("db/migration/V1__a.sql",)}, []),
    ("golang-migrate: an edit", GOLANG, {"migrations/1_a.up.sql": "CREATE TABLE a (id int, name text);\n"},
     ["edited-applied-migration migrations/1_a.up.sql:1 ('CREATE TABLE a (id int, name text);' was 'CREATE TABLE a (id int);'): databases that have it never"]),
    ("golang-migrate: a comment does not count", GOLANG, {"migrations/1_a.up.sql": "/* x */ CREATE  TABLE a (id int); -- now\n"}, []),
    ("golang-migrate: nor the way back", GOLANG, {"migrations/1_a.down.sql": "DROP TABLE IF EXISTS a;\n"}, []),
    ("golang-migrate: late", GOLANG, {"migrations/2_b.up.sql": "SELECT 1;\n", "migrations/2_b.down.sql": "SELECT 1;\n"},
     ["out-of-order-migration migrations/2_b.up.sql:1 golang-migrate never applies this one"]),
    ("golang-migrate: another title is the same version", GOLANG, {"migrations/1_aa.up.sql": ("migrations/1_a.up.sql",),
                                                                   "migrations/1_aa.down.sql": ("migrations/1_a.down.sql",)}, []),
    ("golang-migrate: another title, and edited", GOLANG, {"migrations/1_a.up.sql": None, "migrations/1_aa.up.sql": "CREATE TABLE aa (id int);\n"},
     ["edited-applied-migration migrations/1_aa.up.sql:1 was 'CREATE TABLE a (id int);'"]),
    ("golang-migrate: another version is not", GOLANG, {"migrations/5_a.up.sql": ("migrations/1_a.up.sql",),
                                                        "migrations/5_a.down.sql": ("migrations/1_a.down.sql",)},
     ["removed-applied-migration migrations/5_a.up.sql:1 was '1_a.up.sql' before"]),
    ("sqlx: a late one is applied", SQLX, {"migrations/2_b.sql": "SELECT 1;\n"}, []),
    ("sqlx: every byte counts", SQLX, {"migrations/1_a.sql": "CREATE TABLE a (id int);\n\n"},
     ["edited-applied-migration migrations/1_a.sql:1 sqlx keeps a checksum"]),
    ("goose: an edit of what goes up", GOOSES, {"migrations/1_a.sql": GOOSE.format(up="CREATE TABLE a (id int8);", down="DROP TABLE a;")},
     ["edited-applied-migration migrations/1_a.sql:2 never get the change"]),
    ("goose: of the way back only", GOOSES, {"migrations/1_a.sql": GOOSE.format(up="CREATE TABLE a (id int);", down="DROP TABLE IF EXISTS a;")}, []),
    ("goose: late", GOOSES, {"migrations/2_b.sql": GOOSE.format(up="SELECT 1;", down="SELECT 1;")},
     ["out-of-order-migration migrations/2_b.sql:1 goose stops at this one"]),
    ("diesel: late, it is applied", DIESEL, {"migrations/2020-01-02-000000_b/up.sql": "SELECT 1;\n"}, []),
    ("diesel: removed", DIESEL, {"migrations/2020-01-01-000000_a/up.sql": None, "migrations/2020-01-01-000000_a/down.sql": None},
     ["removed-applied-migration migrations/2020-01-01-000000_a/up.sql:1 is gone"]),
    ("liquibase: an edited changeset", LIQUIBASE, {"changelog/a.sql": LIQUIBASE["changelog/a.sql"].replace("int", "bigint")},
     ["edited-applied-migration changelog/a.sql:3 Liquibase keeps a checksum"]),
    ("liquibase: blank space does not count, and one that runs on change may", LIQUIBASE,
     {"changelog/a.sql": LIQUIBASE["changelog/a.sql"].replace("(id", "(  id").replace("SELECT 2", "SELECT 3")}, []),
    ("liquibase: a new changeset in front", LIQUIBASE, {"changelog/a.sql": LIQUIBASE["changelog/a.sql"].replace("--changeset ana:1", "--changeset ana:0\nSELECT 0;\n\n--changeset ana:1")}, []),
    ("tern: a number is left out", TERN, {"migrations/003_c.sql": "SELECT 1;\n"}, ["version-gap migrations/003_c.sql:1 the number 2 is left out"]),
    ("tern: the next number", TERN, {"migrations/002_b.sql": "SELECT 1;\n"}, []),
    ("django: an edit", DJANGO, {"shop/migrations/0001_initial.py": DJANGO["shop/migrations/0001_initial.py"].replace("50", "80")},
     ["edited-applied-migration shop/migrations/0001_initial.py:7 never get the change"]),
    ("django: formatted, documented, imports sorted", DJANGO,
     {"shop/migrations/0001_initial.py": DJANGO["shop/migrations/0001_initial.py"].replace('"', "'").replace("50)", "50,\n            help_text='x')")
      .replace("import migrations, models", "import models, migrations") .replace("class", "# new\nclass")}, []),
    ("django: squashed, then removed", DJANGO, {"shop/migrations/0001_initial.py": None, "shop/migrations/0002_more.py": None,
     "shop/migrations/0001_squashed_0002_more.py": DJANGO["shop/migrations/0001_initial.py"].replace("dependencies", 'replaces = [("shop", "0001_initial"), ("shop", "0002_more")]\n    dependencies')}, []),
    ("django: renamed", DJANGO, {"shop/migrations/0002_other.py": ("shop/migrations/0002_more.py",)},
     ["removed-applied-migration shop/migrations/0002_other.py:1 was '0002_more.py' before"]),
]

PROBLEM = re.compile(r"problem (edited-applied-migration|removed-applied-migration|out-of-order-migration|version-gap) (\S+): (.*)")


def change(top, changes):
    for path, text in changes.items():
        if text is None:
            os.remove(os.path.join(top, path))
        elif isinstance(text, tuple):
            os.makedirs(os.path.dirname(os.path.join(top, path)), exist_ok=True)
            os.rename(os.path.join(top, text[0]), os.path.join(top, path))
        else:
            write(top, path, text)


def fits(found, wanted):
    rule, place, part = wanted.split(" ", 2)
    return found[0] == rule and found[1] == place and part in found[2]


def run(layer, top):
    for number, (name, base, changes, wanted) in enumerate(CASES):
        place = os.path.join(top, str(number))
        os.makedirs(place)
        git(place, "init", "-q", "-b", "main")
        for path, text in base.items():
            write(place, path, text)
        commit(place)
        code, text, errors = dump("--since", "main", cwd=place)
        untouched = PROBLEM.findall(text)
        change(place, changes)
        code, text, errors = dump("--since", "main", cwd=place)
        found = PROBLEM.findall(text)
        good = code == 0 and not untouched and len(found) == len(wanted) and all(fits(f, w) for f, w in zip(found, wanted))
        layer.check(f"beside the base, {name}", good, text + errors)
        shutil.rmtree(place)
