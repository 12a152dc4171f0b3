"""--since: what differs from the merge base, and a repository whose configuration wants to run something."""
import os
import subprocess

from harness import dump, reviewed, write

ENV = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
       "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_NOSYSTEM": "1"}


def git(top, *arguments):
    return subprocess.run(["git", *arguments], cwd=top, env={**os.environ, **ENV}, check=True, capture_output=True,
                          text=True).stdout


def commit(top, message="x"):
    git(top, "add", "-A")
    git(top, "commit", "-qm", message)


def repository(top):
    os.makedirs(top, exist_ok=True)
    git(top, "init", "-q", "-b", "main")
    for name in ("001_a", "002_b", "003_c"):
        write(top, f"db/migrations/{name}.sql", f"SELECT '{name}';\n")
    write(top, "db/migrations/.gitignore", "*_ignored.sql\n")
    commit(top)


def changes(layer, top):
    repository(top)
    git(top, "switch", "-qc", "work")
    write(top, "db/migrations/004_committed.sql", "SELECT 4;\n")
    write(top, "db/migrations/002_b.sql", "SELECT 'changed and committed';\n")
    commit(top)
    git(top, "switch", "-q", "main")
    write(top, "db/migrations/0035_elsewhere.sql", "SELECT 'on main only';\n")
    commit(top)
    git(top, "switch", "-q", "work")
    code, text, errors = dump("--since", "main", cwd=top)
    layer.check("since: what was committed on the branch", reviewed(text) == ["b", "committed"], text + errors)
    write(top, "db/migrations/005_staged.sql", "SELECT 5;\n")
    git(top, "add", "-A")
    write(top, "db/migrations/006_untracked.sql", "SELECT 6;\n")
    write(top, "db/migrations/007_ignored.sql", "SELECT 7;\n")
    write(top, "db/migrations/001_a.sql", "SELECT 'changed, not committed';\n")
    code, text, errors = dump("--since", "main", cwd=top)
    layer.check("since: and staged, untracked and changed files, not ignored ones",
                reviewed(text) == ["a", "b", "committed", "staged", "untracked"], text + errors)
    layer.check("since: the others are still read", '"c" versioned transaction=unknown\n' in text, text)
    code, text, errors = dump("--since", "main", "db/migrations/006_untracked.sql", "db/migrations/003_c.sql", cwd=top)
    layer.check("since: with files given, those of them that are new", reviewed(text) == ["untracked"], text + errors)
    code, text, errors = dump("--since", "main", cwd=os.path.join(top, "db"))
    layer.check("since: from a directory below", "untracked" in reviewed(text), text + errors)
    code, text, errors = dump("--since", "main", top, cwd="/")
    layer.check("since: from elsewhere, with a path", "untracked" in reviewed(text), text + errors)
    code, text, errors = dump("--since", "main", cwd=top,
                              env={"GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/", "GIT_INDEX_FILE": "/nowhere"})
    layer.check("since: a hook's GIT_DIR and GIT_INDEX_FILE do not matter", "untracked" in reviewed(text), text + errors)


def moves(layer, top):
    repository(top)
    git(top, "switch", "-qc", "work")
    os.makedirs(os.path.join(top, "app"))
    git(top, "mv", "db/migrations", "app/migrations")
    code, text, errors = dump("--since", "main", cwd=top)
    layer.check("since: a moved directory is not new", reviewed(text) == [], text + errors)
    git(top, "mv", "app/migrations/002_b.sql", "app/migrations/009_b.sql")
    code, text, errors = dump("--since", "main", cwd=top)
    layer.check("since: a migration with a new number is", '2 009 "b" versioned transaction=unknown review' in text,
                text + errors)


def directories(layer, top):
    os.makedirs(top)
    git(top, "init", "-q", "-b", "main")
    write(top, "migrations/2020-01-01-000000_a/up.sql", "SELECT 1;\n")
    write(top, "migrations/2020-01-02-000000_b/up.sql", "SELECT 1;\n")
    commit(top)
    git(top, "switch", "-qc", "work")
    write(top, "migrations/2020-01-03-000000_c/up.sql", "SELECT 1;\n")
    write(top, "migrations/2020-01-02-000000_b/metadata.toml", "run_in_transaction = false\n")
    code, text, errors = dump("--since", "main", cwd=top)
    layer.check("since: the same text in a new directory is new, a changed metadata.toml counts",
                reviewed(text) == ["b", "c"], text + errors)


def changesets(layer, top):
    """A changelog grows at its end: only what is new in it is under review."""
    os.makedirs(top)
    git(top, "init", "-q", "-b", "main")
    first = "--liquibase formatted sql\n--changeset ana:1\nSELECT 1;\n\n--changeset ana:2\nSELECT 2;\n"
    write(top, "changelog/a.sql", first)
    commit(top)
    git(top, "switch", "-qc", "work")
    write(top, "changelog/a.sql", first.replace("SELECT 1", "SELECT 10") + "\n--changeset ana:3\nSELECT 3;\n")
    write(top, "changelog/b.sql", "--liquibase formatted sql\n--changeset ana:4\nSELECT 4;\n")
    code, text, errors = dump("--since", "main", cwd=top)
    layer.check("since: new and changed changesets of a changelog", reviewed(text) == ["1", "3", "4"], text + errors)


def failures(layer, top):
    repository(top)
    os.makedirs(top + "-none/migrations")
    write(top + "-none", "migrations/001_a.sql", "SELECT 1;\n")
    git(top, "switch", "-q", "--orphan", "other")
    write(top, "db/migrations/001_a.sql", "SELECT 1;\n")
    commit(top)
    for name, place, arguments, env, wanted in (
            ("outside of a repository", top + "-none", ["--since", "main"], {}, "needs a git repository"),
            ("unknown ref", top, ["--since", "nope"], {}, "there is no commit 'nope'"),
            ("an option as ref", top, ["--since", "--output=x"], {}, "is no git ref"),
            ("no common ancestor", top, ["--since", "main"], {}, "no common ancestor"),
            ("no git", top, ["--since", "main"], {"PATH": "/nowhere"}, "git, which is not installed")):
        code, text, errors = dump(*arguments, cwd=place, env=env)
        layer.check(f"since, {name}: one message, exit code 2",
                    code == 2 and wanted in errors and errors.count("\n") == 1, text + errors)
    origin = top + "-origin"
    repository(origin)
    git(origin, "switch", "-qc", "work")
    for number in range(4, 9):
        write(origin, f"db/migrations/00{number}_x.sql", "SELECT 1;\n")
        commit(origin)
    clone = top + "-shallow"
    git(os.path.dirname(top), "clone", "-q", "--depth", "1", "--no-single-branch", "file://" + origin, clone)
    code, text, errors = dump("--since", "origin/main", cwd=clone)
    layer.check("since, shallow clone: says how to fetch the history", code == 2 and "fetch-depth: 0" in errors,
                text + errors)


def hostile(layer, top):
    """Every way known to make git run something from a repository's own configuration."""
    repository(top)
    proof = os.path.join(os.path.dirname(top), "proof")
    script = write(top, "evil.sh", f"#!/bin/sh\necho \"$0 $*\" >>{proof}\ncat\n")
    os.chmod(script, 0o755)
    commit(top)
    git(top, "switch", "-qc", "work")
    write(top, "db/migrations/004_d.sql", "SELECT 4;\n")
    write(top, "db/migrations/001_a.sql", "SELECT 'changed';\n")
    write(top, ".gitattributes", "*.sql filter=evil diff=evil merge=evil\n")
    hooks = os.path.join(top, "hooks")
    for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction", "pre-commit",
                 "sendemail-validate"):
        write(top, f"hooks/{hook}", f"#!/bin/sh\necho {hook} >>{proof}\n")
        os.chmod(os.path.join(hooks, hook), 0o755)
    for key, value in {
            "core.fsmonitor": script, "core.hooksPath": hooks, "core.pager": script, "core.editor": script,
            "core.sshCommand": script, "core.askPass": script, "core.gitProxy": script, "core.untrackedCache": "true",
            "core.alternateRefsCommand": script, "diff.external": script, "diff.evil.textconv": script,
            "diff.evil.command": script, "filter.evil.clean": script, "filter.evil.smudge": script,
            "filter.evil.process": script, "filter.evil.required": "true", "merge.evil.driver": script,
            "credential.helper": "!" + script, "pager.ls-files": script, "pager.rev-parse": script,
            "alias.ls-files": "!" + script, "alias.ls-tree": "!" + script, "alias.rev-parse": "!" + script,
            "alias.merge-base": "!" + script, "alias.hash-object": "!" + script, "gpg.program": script,
            "log.showSignature": "true", "uploadpack.packObjectsHook": script, "protocol.ext.allow": "always",
            "protocol.allow": "always", "remote.origin.url": f"ext::{script}", "remote.origin.promisor": "true",
            "remote.origin.partialclonefilter": "tree:0", "extensions.partialClone": "origin",
            "core.repositoryformatversion": "1", "submodule.recurse": "true", "core.worktree": "/",
            "index.threads": "2", "feature.manyFiles": "true"}.items():
        git(top, "config", "--file", os.path.join(top, ".git/config"), key, value)
    write(top, "db/migrations/001_a.sql", "SELECT 'changed again';\n")
    code, text, errors = dump("--since", "main", cwd=top)
    layer.check("hostile configuration: the changes are found", reviewed(text) == ["a", "d"], text + errors)
    layer.check("hostile configuration: nothing was run", not os.path.exists(proof),
                open(proof).read() if os.path.exists(proof) else "")
    # a base whose objects are missing: a partial clone would fetch them now
    tree = git(top, "--work-tree", top, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "rev-parse",
               "main^{tree}").strip()
    if os.path.exists(proof):
        os.remove(proof)
    os.remove(os.path.join(top, ".git/objects", tree[:2], tree[2:]))
    code, text, errors = dump("--since", "main", cwd=top)
    layer.check("hostile configuration: missing objects are an error", code == 2 and errors.startswith("migvet: "),
                text + errors)
    layer.check("hostile configuration: nothing was run to fetch them", not os.path.exists(proof),
                open(proof).read() if os.path.exists(proof) else "")


def proof_works(layer, top):
    """The hostile configuration does run something when git is asked plainly: the test above can fail."""
    repository(top)
    proof = os.path.join(os.path.dirname(top), "proof-of-proof")
    script = write(top, "evil.sh", f"#!/bin/sh\necho x >>{proof}\ncat\n")
    os.chmod(script, 0o755)
    write(top, ".gitattributes", "*.sql filter=evil\n")
    git(top, "config", "filter.evil.clean", script)
    git(top, "config", "core.fsmonitor", script)
    write(top, "db/migrations/001_a.sql", "SELECT 'changed';\n")
    subprocess.run(["git", "diff", "--stat"], cwd=top, capture_output=True)
    layer.check("hostile configuration: plain git would have run it", os.path.exists(proof))


def run(layer, top):
    for case in (changes, moves, directories, changesets, failures, hostile, proof_works):
        os.makedirs(top, exist_ok=True)
        case(layer, os.path.join(top, case.__name__))
