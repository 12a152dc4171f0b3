"""What migvet.yaml says about directories and their layouts."""
import os

from harness import dump, reviewed, write

CONFIGURATION = """migrations:
  - path: sql
    layout: golang-migrate
    transaction: none
  - path: lite
    dialect: sqlite
    complete: false
exclude: ["sql/old/**"]
overrides:
  - paths: ["sql/3_*"]
    transaction: file
"""


def run(layer, top):
    os.makedirs(os.path.join(top, ".git"))
    write(top, "migvet.yaml", CONFIGURATION)
    write(top, "sql/V1__a.sql", "SELECT 1;\n")
    write(top, "sql/1_b.up.sql", "SELECT 1;\n")
    write(top, "sql/3_c.up.sql", "SELECT 1;\n")
    write(top, "sql/old/001.sql", "SELECT 1;\n")
    write(top, "lite/001_x.sql", "SELECT 1;\n")
    write(top, "other/migrations/001_y.sql", "SELECT 1;\n")
    code, text, errors = dump(cwd=top, configured=True)
    layer.check("configured: only the directories that are named, with their layouts and dialects",
                code == 0 and [line for line in text.splitlines() if line.startswith("set ")] ==
                ["set lite layout=plain dialect=sqlite", "set sql layout=golang-migrate dialect=postgresql complete"],
                text + errors)
    layer.check("configured: transaction of the directory, and of an override",
                '1 "b" versioned transaction=none' in text and '3 "c" versioned transaction=migration' in text, text)
    layer.check("configured: the layout decides which files count; excluded ones are not read",
                "V1__a" not in text and "old" not in text, text)
    code, text, errors = dump("sql/3_c.up.sql", cwd=top, configured=True)
    layer.check("configured: a file given belongs to its directory", reviewed(text) == ["c"] and '"b"' in text,
                text + errors)
    code, text, errors = dump(cwd=os.path.join(top, "lite"), configured=True)
    layer.check("configured: found from a directory below", "set ../sql layout=golang-migrate" in text, text + errors)
    code, text, errors = dump("other", cwd=top, configured=True)
    layer.check("configured: another directory can still be given", reviewed(text) == ["y"], text + errors)
