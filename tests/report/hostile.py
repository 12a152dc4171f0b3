"""Hostile names of files and of objects in every format, and every format without findings."""
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import validate

# control characters, escape sequences, marks that turn the direction of text, commands of CI systems, ends of markup and fences
NAMES = [
    "<script>alert(1)</script>", "</script><!--", "]]>", "--><!-- migvet:report -->", "\x1b[31mred\x1b[0m", "a\nb", "a\r\nb", "\n\n# title",
    "::error::x", "\n::add-mask::x", "##[add-mask]x", "##vso[task.setvariable variable=x]y", "##teamcity[buildStatus text='x']",
    "```", "`", "````sql", "|'|n[]", "%0A::error::x", "100%;]", "a,b:c", "@everyone @team/x #12 !3", "[x](javascript:alert(1))",
    "\u202edesrever", "\u2028line", "\x85", "\ufffe\uffff", "&lt;&#60;&amp;", "\"'\"' onmouseover='x", "\x7f\x01", "\U0001f600\u00e4",
    "\t\t", "<img src=x onerror=alert(1)>", "https://example.com/x", "it's a 'quoted' name",
]
OURS = {"github": r"::(error|warning|notice) ", "azure": r"##vso\[task\.logissue ", "teamcity": r"##teamcity\[inspection(Type)? "}


def make(top):
    """Files of hostile names, each of which drops columns of hostile names; how many findings there are at least."""
    folder = os.path.join(os.fsencode(top), b"migrations")
    shutil.rmtree(top, ignore_errors=True)
    os.makedirs(folder)

    def quoted(name):
        return '"' + name.replace('"', '""') + '"'

    with open(os.path.join(folder, b"0001_tables.sql"), "w", encoding="utf-8", newline="") as file:
        for number, name in enumerate(NAMES):
            file.write(f"CREATE TABLE {quoted(f't{number} {name}')} (id bigint PRIMARY KEY, {quoted(name)} text);\n")
    for number, name in enumerate(NAMES):
        word = name.replace("/", "\u2044").encode() if number else b"\xff\xfe\xc3"
        with open(os.path.join(folder, b"%04d_" % (number + 2) + word + b".sql"), "w", encoding="utf-8", newline="") as file:
            file.write(f"ALTER TABLE {quoted(f't{number} {name}')} DROP COLUMN {quoted(name)};\n")
    return len(NAMES)


def visible(text):
    """What no report may hold, whatever reads it; None, or what it is."""
    text.decode() # valid UTF-8
    bad = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]", text.decode())
    return bad and f"{bad[0]!r} in {text.decode()[max(bad.start() - 60, 0):bad.end() + 20]!r}"


def is_command(name, text):
    """A line of another's choice that GitHub, Azure or TeamCity would obey; or None."""
    for line in text.decode().split("\n"):
        ours = name in OURS and re.match(OURS[name], line)
        rest = line[ours.end():] if ours else line
        # GitHub looks behind white space, and everywhere for "##["; the others everywhere
        if (not ours and line.strip().startswith("::")) or re.search(r"##\[|##vso\[|##teamcity\[", rest, re.IGNORECASE):
            return line[:200]
    return None


HTML = """
import sys
import html5lib
text = open(sys.argv[1], encoding="utf-8").read()
root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
elements = list(root.iter())
tags = [e.tag for e in elements if isinstance(e.tag, str)]
comments = [e for e in elements if not isinstance(e.tag, str)]
if tags.count("script") != 1 or comments:
    sys.exit(f"{tags.count('script')} scripts, {len(comments)} comments")
for e in elements:
    for name, value in e.attrib.items():
        if name.startswith("on") or name in ("src", "srcset", "action", "style") or e.tag in ("link", "iframe", "img", "object"):
            sys.exit(f"<{e.tag} {name}={value!r}>")
        if name == "href" and not value.startswith(("#", "https://github.com/migvet/migvet/")):
            sys.exit(f"link to {value!r}")
policy = next(e for e in elements if e.get("http-equiv") == "Content-Security-Policy").get("content")
if "default-src 'none'" not in policy or "url(" in text or "@import" in text:
    sys.exit(policy)
import base64, hashlib
script = next(e for e in elements if e.tag == "script").text
if "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'" not in policy:
    sys.exit("the page forbids its own script")
ids = [e.get("id") for e in elements if e.get("id")]
if len(set(ids)) != len(ids):
    sys.exit("an id stands twice")
print(tags.count("article"))
"""
# its words as a browser would show them: no elements but ours
MARKDOWN = """
import sys
import html5lib
from markdown_it import MarkdownIt
text = open(sys.argv[1], encoding="utf-8").read()
root = html5lib.parseFragment(MarkdownIt("commonmark").render(text), namespaceHTMLElements=False)
known = {"DOCUMENT_FRAGMENT", "h3", "p", "details", "summary", "b", "code", "a", "pre"}
for e in root.iter():
    if isinstance(e.tag, str) and (e.tag not in known or set(e.attrib) - {"href", "class"}):
        sys.exit(f"<{e.tag} {e.attrib}>")
    if isinstance(e.tag, str) and e.tag == "a" and not e.get("href").startswith("https://github.com/migvet/migvet/"):
        sys.exit(f"link to {e.get('href')}")
marks = [e for e in root.iter() if not isinstance(e.tag, str)]
if len(marks) != 1 or not text.startswith("<!-- migvet:report -->\\n"):
    sys.exit(f"{len(marks)} comments")
import re
plain = "".join(t for e in root.iter() if isinstance(e.tag, str) and e.tag not in ("code", "pre") for t in [e.text or ""])
plain += "".join(e.tail or "" for e in root.iter())
mention = re.search("[@#][A-Za-z0-9]", plain)
if mention:
    sys.exit(f"{mention[0]!r} would be a mention")
print(sum(1 for e in root.iter() if e.tag == "summary" and e.text != "statistics"))
"""


def count(tools, name, path, root):
    """How many findings others' parsers see in the report; they raise when it is not of the format."""
    with open(path, "rb") as file:
        text = file.read()

    def run(script):
        result = subprocess.run([tools.python, "-c", script, path], capture_output=True, text=True)
        if result.returncode != 0:
            raise ValueError(result.stderr[-2000:])
        return int(result.stdout)

    def check(problem, found):
        if problem:
            raise ValueError(problem)
        return found

    match name:
        case "json":
            return len(json.loads(text)["findings"])
        case "jsonl":
            return len([line for line in text.splitlines() if "summary" not in json.loads(line)])
        case "sarif":
            return check(validate.sarif(tools, path), len(json.loads(text)["runs"][0]["results"]))
        case "gitlab":
            return check(validate.gitlab(text), len(json.loads(text)))
        case "rdjson":
            return check(validate.rdjson(text, root), len(json.loads(text)["diagnostics"]))
        case "rdjsonl":
            return check(validate.rdjsonl(text, root), len(text.splitlines()))
        case "junit":
            return check(validate.junit(tools, path), sum(len(ElementTree.fromstring(text).findall(found)) for found in (".//failure", ".//skipped")))
        case "checkstyle":
            return check(validate.checkstyle(text), len(ElementTree.fromstring(text).findall(".//error")))
        case "github":
            lines = text.decode().splitlines()
            return check(validate.commands(tools, lines, [])[0], len([line for line in lines if line.startswith("::error ")]))
        case "azure":
            lines = text.decode().splitlines()
            problem, read = validate.commands(tools, [], lines)
            return check(problem, len(read))
        case "teamcity":
            problem, messages = validate.teamcity(tools, text.decode())
            return check(problem, len([m for m in messages if m[0] == "inspection"]))
        case "concise":
            read = validate.matched(text.decode())
            return check(next((line for line in read if isinstance(line, str)), None), len(read))
        case "html":
            return run(HTML)
        case "markdown":
            return run(MARKDOWN)
        case "text":
            return len(re.findall(rb"(?m)^(?:error|warning|info)\[", text))


def every_format(report, migvet, tools, formats, build):
    top = os.path.join(build, "report.hostile")
    made = make(top)
    result = migvet("check", *(f"--format={name}={top}/out.{name}" for name in formats), "migrations", cwd=top)
    report("hostile names: every format is written", result.returncode == 1, result.stderr.decode(errors="replace"))
    wanted = count(tools, "json", f"{top}/out.json", top)
    report("hostile names: each file is judged", wanted >= made, wanted)
    for name in formats:
        with open(f"{top}/out.{name}", "rb") as file:
            text = file.read()
        problem = visible(text) or is_command(name, text)
        try:
            found = count(tools, name, f"{top}/out.{name}", top)
        except Exception as error: # whatever a parser throws is its verdict
            found, problem = None, f"{type(error).__name__}: {error}"
        most = min(wanted, 10) if name == "github" else wanted
        report(f"hostile names: {name}", not problem and found == most, f"{problem}; {found} findings of {most}")
    # quotes that open and never close, once each were looked for to the end: seconds instead of minutes
    with open(os.path.join(top, "migvet.yaml"), "w") as file:
        file.write("policies:\n  - id: quotes\n    message: \"" + " 'a" * 300000 + "\"\n    query: SELECT from_change AS change FROM tables LIMIT 1\n")
    try:
        result = migvet("check", f"--format=html={top}/out.html", f"--format=markdown={top}/out.markdown", "migrations", cwd=top, timeout=15)
        report("a long message full of quotes", result.returncode == 1, result.stderr.decode(errors="replace"))
    except subprocess.TimeoutExpired:
        report("a long message full of quotes", False, "it took more than 15 seconds")
    empty = os.path.join(build, "report.empty")
    shutil.rmtree(empty, ignore_errors=True)
    os.makedirs(os.path.join(empty, "migrations"))
    with open(os.path.join(empty, "migrations", "0001_a.sql"), "w") as file:
        file.write("CREATE TABLE t (id bigint PRIMARY KEY);\n")
    result = migvet("check", "--statistics", *(f"--format={name}={empty}/out.{name}" for name in formats), "migrations", cwd=empty)
    report("no findings, with statistics: every format is written", result.returncode == 0, result.stderr.decode(errors="replace"))
    problems = []
    for name in formats:
        try:
            found = count(tools, name, f"{empty}/out.{name}", empty)
            problems += [f"{name}: {found} findings"] if found else []
        except Exception as error:
            problems.append(f"{name}: {type(error).__name__}: {error}")
    report("no findings, with statistics: every format is valid", not problems, "\n".join(problems))
