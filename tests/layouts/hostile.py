"""What a pull request may contain: links in circles and out of the repository, odd names, unreadable places."""
import os

from harness import dump, write


def paths(text):
    return [line.split()[1].rsplit(":", 1)[0] for line in text.splitlines() if line.startswith("    up ")]


def links(layer, top):
    write(top, "outside/secret.sql", "SELECT 'secret';\n")
    repository = os.path.join(top, "repository")
    os.makedirs(os.path.join(repository, ".git"))
    write(repository, "migrations/001_a.sql", "CREATE TABLE a (id int);\n")
    os.symlink(".", os.path.join(repository, "migrations/loop"))
    os.symlink("../..", os.path.join(repository, "migrations/up"))
    os.symlink("../../outside", os.path.join(repository, "migrations/out"))
    os.symlink("../../outside/secret.sql", os.path.join(repository, "migrations/002_secret.sql"))
    os.symlink("nowhere.sql", os.path.join(repository, "migrations/003_dangling.sql"))
    os.symlink("a-loop.sql", os.path.join(repository, "migrations/a-loop.sql"))
    for arguments in ((), (".",), ("migrations",)):
        code, text, errors = dump(*arguments, cwd=repository)
        name = " ".join(arguments) or "nothing given"
        layer.check(f"links, {name}: only the repository's own file is read",
                    code == 0 and paths(text) == ["migrations/001_a.sql"], text + errors)
        layer.check(f"links, {name}: the link that leaves the repository is reported",
                    "leaves the repository" in text and "secret'" not in text, text)
        layer.check(f"links, {name}: the dangling link is reported", "003_dangling.sql" in text, text)


def shared(layer, top):
    """A link to a directory of the same repository, outside of what was given, is followed once."""
    os.makedirs(os.path.join(top, ".git"))
    write(top, "shared/001_a.sql", "CREATE TABLE a (id int);\n")
    os.makedirs(os.path.join(top, "app"))
    os.symlink("../shared", os.path.join(top, "app/migrations"))
    os.symlink("../shared", os.path.join(top, "app/again"))
    code, text, errors = dump("app", cwd=top)
    layer.check("links: a directory elsewhere in the repository is read once",
                code == 0 and paths(text) == ["shared/001_a.sql"], text + errors)
    code, text, errors = dump(cwd=top)
    layer.check("links: and not twice from the root", paths(text).count("shared/001_a.sql") <= 1, text + errors)


def names(layer, top):
    long = "001_" + "x" * 240 + ".sql"
    write(top, "migrations/" + long, "SELECT 1;\n")
    write(top, "migrations/002_new\nline\t.sql", "SELECT 1;\n")
    write(top, "migrations/003_\udcff\udcfe.sql".encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape"),
          "SELECT 1;\n")
    write(top, "migrations/" + "9" * 200 + "_big.sql", "SELECT 1;\n")
    write(top, "migrations/.sql", "SELECT 1;\n")
    write(top, "migrations/-rf.sql", "SELECT 1;\n")
    deep = "/".join(["d" * 100] * 30)
    write(top, deep + "/migrations/001_a.sql", "SELECT 1;\n")
    code, text, errors = dump(".", cwd=top)
    layer.check("odd names: everything is found", code == 0 and text.count("    up ") == 5, text + errors)
    layer.check("odd names: the number of 200 digits is the last",
                -1 < text.find("xxxx") < text.find('"big"'), text)


def depth(layer, top):
    at = top
    os.makedirs(at, exist_ok=True)
    back = os.open(".", os.O_RDONLY)
    os.chdir(at)
    for _ in range(200):
        os.mkdir("d")
        os.chdir("d")
    write(".", "./001_a.sql", "SELECT 1;\n")
    os.fchdir(back)
    os.close(back)
    write(top, "migrations/001_a.sql", "SELECT 1;\n")
    code, text, errors = dump(".", cwd=top)
    layer.check("depth: what is nested too deeply is reported, the rest is read",
                code == 0 and "nested too deeply" in text and paths(text) == ["migrations/001_a.sql"], text + errors)


def contents(layer, top):
    write(top, "migrations/001_nul.sql", b"CREATE TABLE a (id int);\0\n-- +goose Up\0\n")
    write(top, "migrations/002_empty.sql", b"")
    write(top, "migrations/003_bom.sql", b"\xef\xbb\xbf-- +goose Up\r\nSELECT 1;\r\n-- +goose Down\r\nSELECT 2;\r\n")
    write(top, "migrations/004_utf16.sql", "\ufeff-- +goose Up\nSELECT 1;\n".encode("utf-16-le"))
    write(top, "migrations/005_latin1.sql", b"-- +goose Up\nSELECT '\xe9';\n")
    write(top, "migrations/006_mark.sql", b"-- +goose")
    os.mkfifo(os.path.join(top, "migrations/007_pipe.sql"))
    write(top, "migrations/008_dir.sql/x", "")
    code, text, errors = dump(".", cwd=top)
    layer.check("contents: encodings and markers are read",
                code == 0 and "up migrations/003_bom.sql:2-2\n" in text and
                "up migrations/004_utf16.sql:2-2\n" in text and "up migrations/005_latin1.sql:2-2\n" in text,
                text + errors)


def unreadable(layer, top):
    write(top, "migrations/001_a.sql", "SELECT 1;\n")
    write(top, "migrations/003_c.sql", "SELECT 3;\n")
    write(top, "migrations/closed/001_a.sql", "SELECT 1;\n")
    with open(os.path.join(top, "migrations/002_b.sql"), "wb") as file:
        file.truncate(65 * 1024 * 1024)
    os.chmod(os.path.join(top, "migrations/003_c.sql"), 0)
    os.chmod(os.path.join(top, "migrations/closed"), 0)
    # root reads everything, so somebody else has to look
    code, text, errors = dump(".", cwd=top, user=65534 if os.geteuid() == 0 else None)
    layer.check("unreadable: a file that is too large keeps its place and is reported",
                code == 0 and '1 002 "b" opaque' in text and "problem unreadable-file migrations/002_b.sql" in text,
                text + errors)
    layer.check("unreadable: so does one without permission", "problem unreadable-file migrations/003_c.sql" in text,
                text + errors)
    layer.check("unreadable: a directory without permission is reported",
                "problem unreadable-file migrations/closed" in text, text + errors)
    os.chmod(os.path.join(top, "migrations/closed"), 0o755)


def given(layer, top):
    write(top, "migrations/001_a.sql", "SELECT 1;\n")
    write(top, "migrations/002_b.sql", "SELECT 2;\n")
    write(top, "other/notes.sql", "SELECT 3;\n")
    write(top, "other/more.sql", "SELECT 4;\n")
    write(top, "README.md", "x")
    os.makedirs(os.path.join(top, "empty"))
    code, text, errors = dump("migrations/002_b.sql", cwd=top)
    layer.check("a file given: its siblings are the history",
                code == 0 and '0 001 "a" versioned transaction=unknown\n' in text and
                '1 002 "b" versioned transaction=unknown review\n' in text, text + errors)
    code, text, errors = dump("other/notes.sql", cwd=top)
    layer.check("a file without a number given: alone, history incomplete",
                paths(text) == ["other/notes.sql"] and "complete" not in text, text + errors)
    code, text, errors = dump("other", cwd=top)
    layer.check("a directory without numbers given: all, by name", paths(text) == ["other/more.sql", "other/notes.sql"],
                text + errors)
    code, text, errors = dump("migrations", "migrations/001_a.sql", "./migrations/../migrations", cwd=top)
    layer.check("the same place given three times is read once",
                paths(text) == ["migrations/001_a.sql", "migrations/002_b.sql"], text + errors)
    code, text, errors = dump("../" + os.path.basename(top) + "/migrations", cwd=os.path.join(top, "empty"))
    layer.check("a directory beside the working directory does not exist there", code == 2 and "cannot read" in errors,
                text + errors)
    code, text, errors = dump("../migrations", cwd=os.path.join(top, "empty"))
    layer.check("paths are shown relative to the working directory", "up ../migrations/001_a.sql:1-1" in text,
                text + errors)
    for path, message in (("empty", "no migrations in 'empty'"), ("gone", "cannot read 'gone'"),
                          ("README.md", "is no migration")):
        code, text, errors = dump(path, cwd=top)
        layer.check(f"given '{path}': one message, exit code 2",
                    code == 2 and message in errors and errors.count("\n") == 1, text + errors)
    code, text, errors = dump(cwd=os.path.join(top, "empty"))
    layer.check("nothing to find: one message, exit code 2", code == 2 and "no migrations found" in errors, text + errors)
    code, text, errors = dump("prisma/migrations/2_b/migration.sql", cwd=prisma(top))
    layer.check("a file of a migration's directory given: the directories beside it are the history",
                '"a" versioned transaction=implicit\n' in text and '"b" versioned transaction=implicit review\n' in text,
                text + errors)
    code, text, errors = dump("prisma/migrations/2_b", cwd=top)
    layer.check("a migration's directory given: the same",
                '"a" versioned transaction=implicit\n' in text and '"b" versioned transaction=implicit review\n' in text,
                text + errors)


def standard_input(layer, top):
    write(top, "migrations/001_a.sql", "SELECT 1;\n")
    write(top, "migrations/002_b.sql", "SELECT 'on disk';\n")
    write(top, "other/x.sql", "SELECT 1;\n")
    text_in = b"SELECT 1;\nSELECT 2;\nSELECT 3;\n"
    for name, wanted in (("migrations/002_b.sql", ["migrations/001_a.sql", "migrations/002_b.sql"]),
                         ("migrations/0015_new.sql", ["migrations/001_a.sql", "migrations/002_b.sql",
                                                      "migrations/0015_new.sql"]),
                         ("other/y.sql", ["other/y.sql"])):
        code, text, errors = check(name, top, text_in)
        layer.check(f"standard input as {name}: with its siblings as history",
                    code == 0 and paths(text) == wanted and f"up {name}:1-3\n" in text and
                    text.count(" review\n") == 1, text + errors)
    code, text, errors = check("gone/x.sql", top, text_in)
    layer.check("standard input: its directory must exist", code == 2 and "cannot read 'gone'" in errors, text + errors)


def check(name, top, text_in):
    return dump("--stdin-filename", name, cwd=top, stdin=text_in)


def prisma(top):
    write(top, "prisma/migrations/migration_lock.toml", 'provider = "postgresql"\n')
    write(top, "prisma/migrations/1_a/migration.sql", "SELECT 1;\n")
    write(top, "prisma/migrations/2_b/migration.sql", "SELECT 2;\n")
    return top


def run(layer, top):
    os.makedirs(top)
    os.chmod(os.path.dirname(top), 0o755)
    for case in (links, shared, names, depth, contents, unreadable, given, standard_input):
        place = os.path.join(top, case.__name__)
        os.makedirs(place)
        case(layer, place)
