"""What is added inside of CI systems, their limits, and how it is turned off. Nothing of the real environment counts."""
import json
import os
import shutil
import subprocess

# of the CI system that runs these tests
VARIABLES = ("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "GITLAB_CI", "CI_PROJECT_DIR", "TF_BUILD",
             "TEAMCITY_VERSION")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def github(report, migvet, golden, top):
    summary = os.path.join(top, "summary.md")
    inside = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary}
    with open(summary, "w") as file:
        file.write("earlier\n")
    result = migvet("check", "migrations", env=inside)
    report("GitHub: text stays as it is", result.stdout == golden("text"), result.stderr)
    report("GitHub: annotations on standard error", result.stderr == golden("github"), result.stderr)
    report("GitHub: the summary is added", read(summary) == b"earlier\n\n" + golden("markdown"), read(summary)[:300])
    os.remove(summary)
    result = migvet("check", "--format", "github", "migrations", env=inside)
    report("GitHub: annotations that are asked for come once", result.stdout == golden("github") and not result.stderr)
    report("GitHub: then the summary comes too", read(summary) == golden("markdown"))
    os.remove(summary)
    for name in ("json", "sarif", "markdown", "html"):
        result = migvet("check", "--format", name, "migrations", env=inside)
        report(f"GitHub: nothing is added to {name}", result.stdout == golden(name) and not result.stderr and
               not os.path.exists(summary), result.stderr)
    result = migvet("check", "--no-ci", "migrations", env=inside)
    report("GitHub: --no-ci", result.stdout == golden("text") and not result.stderr and not os.path.exists(summary), result.stderr)
    with open(os.path.join(top, "quiet.yaml"), "w") as file:
        file.write("ci-reports: no\n")
    result = migvet("check", "--config", os.path.join(top, "quiet.yaml"), "migrations", env=inside)
    report("GitHub: ci-reports: no", not result.stderr and not os.path.exists(summary), result.stderr)
    result = migvet("check", "migrations", env={**inside, "GITHUB_STEP_SUMMARY": "/nonexistent/summary"})
    report("GitHub: a summary that cannot be written fails nothing", result.returncode == 1 and b"/nonexistent/summary" in result.stderr)


def gitlab(report, migvet, golden, top):
    inside = {"GITLAB_CI": "true", "CI_PROJECT_DIR": top}
    file = os.path.join(top, "gl-code-quality-report.json")
    result = migvet("check", "migrations", env=inside)
    same = result.stdout == golden("text") and [{**issue, "location": None} for issue in json.loads(read(file))] == [
        {**issue, "location": None} for issue in json.loads(golden("gitlab"))]
    report("GitLab: the report beside text", same and b"gl-code-quality-report.json was written" in result.stderr, result.stderr)
    with open(file, "w") as there:
        there.write("another tool's")
    result = migvet("check", "migrations", env=inside)
    report("GitLab: a report that is there is left", read(file) == b"another tool's" and b"there already" in result.stderr, result.stderr)
    os.remove(file)
    for arguments in (["--no-ci"], ["--format", "json"], ["--format", "gitlab=" + os.path.join(top, "mine.json")]):
        result = migvet("check", *arguments, "migrations", env=inside)
        report(f"GitLab: nothing is added with {arguments[0]} {arguments[-1][-9:]}", not os.path.exists(file) and not result.stderr, result.stderr)


def prefixes(report, migvet, top):
    """Migrations in a directory of a checkout in a directory of the workspace; migvet runs in that, or beside it."""
    for folder in ("work/repo/.git", "work/repo/db/migrations", "work/repo/app"):
        os.makedirs(os.path.join(top, folder))
    with open(os.path.join(top, "work/repo/db/migrations/0001_a.sql"), "w") as file:
        file.write("CREATE TABLE a (id bigint PRIMARY KEY, x int);\n")
    with open(os.path.join(top, "work/repo/db/migrations/0002_b.sql"), "w") as file:
        file.write("ALTER TABLE a DROP COLUMN x;\n")
    for cwd, path in (("db", "migrations"), ("app", "../db/migrations"), (".", "db/migrations")):
        where = os.path.join(top, "work/repo", cwd)
        result = migvet("check", "--no-config", "--format", "sarif", "--format", f"github={top}/github", path, cwd=where,
                        env={"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": os.path.join(top, "work")})
        uri = json.loads(result.stdout)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        report(f"paths from the repository's root in {cwd}: github, sarif", uri == "db/migrations/0002_b.sql" and
               b" file=db/migrations/0002_b.sql," in read(f"{top}/github"), uri)
        result = migvet("check", "--no-config", "--format", "gitlab", path, cwd=where,
                        env={"GITLAB_CI": "true", "CI_PROJECT_DIR": os.path.join(top, "work/repo")})
        found = json.loads(result.stdout)[0]["location"]["path"]
        report(f"paths from the repository's root in {cwd}: gitlab", found == "db/migrations/0002_b.sql", found)
    result = migvet("check", "--no-config", "--format", "sarif", "migrations", cwd=os.path.join(top, "work/repo/db"))
    report("elsewhere paths start in the working directory", b'"uri":\t"migrations/0002_b.sql"' in result.stdout)


def limits(report, migvet, top):
    folder = os.path.join(top, "large")
    os.makedirs(folder)
    columns = 3000
    with open(os.path.join(folder, "0001_a.sql"), "w") as file:
        file.write("".join(f"CREATE TABLE t{i} (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL, c int);\n" for i in range(columns)))
    with open(os.path.join(folder, "0002_b.sql"), "w") as file:
        file.write("".join(f"ALTER TABLE t{i} DROP COLUMN a;\n" for i in range(columns)))
        file.write("".join(f"ALTER TABLE t{i} ALTER b DROP NOT NULL;\nALTER TABLE t{i} RENAME c TO d;\n" for i in range(12)))
    with open(os.path.join(top, "levels.yaml"), "w") as file:
        file.write("rules: {drop-not-null: warning, rename-column: info}\n")
    summary = os.path.join(top, "large.md")
    with open(summary, "w") as file:
        file.write("x" * 100000)
    result = migvet("check", "--config", f"{top}/levels.yaml", "--format", "github", "--format", f"markdown={top}/comment.md", folder,
                    env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary})
    lines = result.stdout.decode().splitlines()
    of = {level: sum(line.startswith(f"::{level} ") for line in lines) for level in ("error", "warning", "notice")}
    report("github: at most ten of a level, and how many more", of == {"error": 10, "warning": 10, "notice": 10} and
           "more findings are not annotated" in lines[-1], (of, lines[-1]))
    size, comment = os.path.getsize(summary), read(f"{top}/comment.md")
    report("GitHub: the summary stays below its limit", 800 * 1024 < size <= 900 * 1024, size)
    report("markdown: the comment stays below its limit", 60000 < len(comment) <= 65536 and b"more findings are left out" in comment, len(comment))


def streams(report, migvet, golden, top):
    """Neither /dev/stdout nor a pipe is replaced by a file."""
    pipe = os.path.join(top, "pipe")
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    result = migvet("check", "--format", "concise", "--format", f"sarif={pipe}", "migrations")
    report("a pipe is written to", reader.communicate()[0] == golden("sarif") and result.stdout == golden("concise"), result.stderr)


def all_of_it(report, migvet, golden, build):
    top = os.path.join(os.path.realpath(build), "report.ci")
    shutil.rmtree(top, ignore_errors=True)
    os.makedirs(top)
    github(report, migvet, golden, top)
    gitlab(report, migvet, golden, top)
    prefixes(report, migvet, top)
    limits(report, migvet, top)
    streams(report, migvet, golden, top)
