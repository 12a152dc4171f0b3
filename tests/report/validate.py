"""Reports judged by what others wrote: schemas, and the libraries that read or write the formats."""
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
# offline: URLs cannot be reached; the rest concerns who hosts the sources, and file contents that we leave out
MULTITOOL_NOISE = {"SARIF2003", "SARIF2006", "SARIF2011", "SARIF2013", "SARIF2014", "SARIF2015", "SARIF2016"}


def write(path, text):
    with open(path, "wb") as file:
        file.write(text)
    return path


def follows_schema(tools, schema, path):
    """None, or what the JSON Schema says against the file."""
    result = subprocess.run([tools.checker, "--schemafile", schema, path], capture_output=True, text=True)
    return None if result.returncode == 0 else result.stdout + result.stderr


# ---- SARIF ----

def sarif(tools, path):
    problem = follows_schema(tools, tools.sarif_schema, path)
    if problem:
        return problem
    verdict = path + ".verdict"
    if os.path.exists(verdict):
        os.remove(verdict)
    # its exit code is 0 whatever it finds
    result = subprocess.run([tools.multitool, "validate", path, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note",
                             "--kind", "Fail", "--output", verdict, "--log", "ForceOverwrite"], capture_output=True, text=True,
                            env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"})
    if not os.path.exists(verdict):
        return result.stdout + result.stderr
    with open(verdict, encoding="utf-8-sig") as file:
        found = [r for r in json.load(file)["runs"][0]["results"] if r["ruleId"] not in MULTITOOL_NOISE]
    with open(path) as file: # without results no rule is described
        empty = not json.load(file)["runs"][0]["results"]
    found = [r for r in found if not (empty and r["ruleId"] == "SARIF2012")]
    return "\n".join(f"{r['ruleId']} {r.get('level')} {json.dumps(r.get('message'))[:300]}" for r in found[:20]) or None


# ---- XML ----

JUNIT = """
import sys
import junitparser
from lxml import etree
schema = etree.XMLSchema(etree.parse(sys.argv[1]))
for path in sys.argv[2:]:
    if not schema.validate(etree.parse(path)):
        sys.exit(f"{path}: {schema.error_log}")
    read = junitparser.JUnitXml.fromfile(path)
    cases = [case for suite in read for case in suite]
    failed = [case for case in cases if any(isinstance(r, junitparser.Failure) for r in case.result)]
    if (read.tests, read.failures) != (len(cases), len(failed)):
        sys.exit(f"{path}: says {read.tests} tests, {read.failures} failures; holds {len(cases)}, {len(failed)}")
"""


def junit(tools, *paths):
    result = subprocess.run([tools.python, "-c", JUNIT, tools.junit_schema, *paths], capture_output=True, text=True)
    return None if result.returncode == 0 else result.stdout + result.stderr


def checkstyle(text):
    """There is no schema: what reviewdog and Jenkins read of it."""
    root = ElementTree.fromstring(text)
    if root.tag != "checkstyle" or "version" not in root.attrib:
        return "no element checkstyle with a version"
    for file in root:
        if file.tag != "file" or not file.get("name") or not len(file):
            return f"{file.tag} {file.attrib}: a file has a name and errors"
        for error in file:
            if error.tag != "error" or error.get("severity") not in ("error", "warning", "info") or not error.get("message") \
                    or not error.get("source") or int(error.get("line")) < 1 or int(error.get("column")) < 1:
                return f"{error.tag} {error.attrib}"
    return None


# ---- JSON ----

def gitlab(text):
    """The fields that GitLab's documentation asks for; equal fingerprints would be shown as one."""
    issues = json.loads(text)
    for issue in issues:
        for name in ("description", "check_name", "fingerprint"):
            if not isinstance(issue[name], str) or not issue[name]:
                return f"{name} of {issue}"
        if issue["severity"] not in ("info", "minor", "major", "critical", "blocker"):
            return f"severity of {issue}"
        path = issue["location"]["path"]
        if path.startswith(("/", "./")) or not isinstance(issue["location"]["lines"]["begin"], int):
            return f"location of {issue}"
    prints = [issue["fingerprint"] for issue in issues]
    return None if len(set(prints)) == len(prints) else "two fingerprints are equal"


# reviewdog.proto: name, type, and what it may hold
RANGE = {"start": {"line": int, "column": int}, "end": {"line": int, "column": int}}
LOCATION = {"path": str, "range": RANGE}
SOURCE = {"name": str, "url": str}
DIAGNOSTIC = {"message": str, "location": LOCATION, "severity": str, "source": SOURCE, "code": {"value": str, "url": str},
              "suggestions": [{"range": RANGE, "text": str}], "original_output": str,
              "related_locations": [{"message": str, "location": LOCATION}]}


def like(value, shape, where):
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return f"{where} is no object"
        for name, inner in value.items():
            if name not in shape:
                return f"{where}.{name} is not of the format"
            problem = like(inner, shape[name], f"{where}.{name}")
            if problem:
                return problem
        return None
    if isinstance(shape, list):
        return next(filter(None, (like(inner, shape[0], where) for inner in value)), None)
    return None if isinstance(value, shape) and not isinstance(value, bool) else f"{where} is no {shape.__name__}"


def diagnostic(value, root):
    """Of rdjson: its fields, and that its columns are bytes of the file's own text."""
    problem = like(value, DIAGNOSTIC, "diagnostic")
    if problem or value["severity"] not in ("ERROR", "WARNING", "INFO") or not value["message"]:
        return problem or str(value)
    if "range" not in value["location"]:
        return None
    try:
        with open(os.path.join(root, value["location"]["path"]), "rb") as file:
            lines = file.read().split(b"\n")
    except FileNotFoundError: # a name that JSON cannot hold
        return None if "\ufffd" in value["location"]["path"] else f"there is no file {value['location']['path']!r}"
    for end in value["location"]["range"].values():
        line = lines[end["line"] - 1]
        if not 1 <= end["column"] <= len(line) + 1 or (line[end["column"] - 1:] or b"x")[0] & 0xC0 == 0x80:
            return f"column {end['column']} of {line!r}"
    return None


def rdjson(text, root):
    result = json.loads(text)
    problem = like({k: v for k, v in result.items() if k != "diagnostics"}, {"source": SOURCE, "severity": str}, "result")
    return problem or next(filter(None, (diagnostic(d, root) for d in result["diagnostics"])), None)


def rdjsonl(text, root):
    return next(filter(None, (diagnostic(json.loads(line), root) for line in text.splitlines())), None)


# ---- lines ----

def matched(text):
    """What GitHub would take from lines of `concise` with the problem matcher that we give: (file, line, severity, rule)."""
    with open(os.path.join(os.path.dirname(os.path.dirname(HERE)), "ci-templates", "github", "migvet-matcher.json")) as file:
        matchers = json.load(file)["problemMatcher"]
    found = []
    for line in text.splitlines():
        for matcher in matchers:
            pattern, = matcher["pattern"]
            match = re.search(pattern["regexp"], line)
            if match:
                severity = match[pattern["severity"]] if "severity" in pattern else matcher["severity"]
                found.append((match[pattern["file"]], int(match[pattern["line"]]), severity, match[pattern["code"]]))
                break
        else:
            found.append(line)
    return found


def unescape(text, table):
    return re.sub("|".join(map(re.escape, table)), lambda match: table[match[0]], text)


GITHUB_DATA = {"%25": "%", "%0D": "\r", "%0A": "\n"}
GITHUB_PROPERTY = {**GITHUB_DATA, "%3A": ":", "%2C": ","}


def github_fields(line):
    head, _, message = line[2:].partition("::")
    command, _, rest = head.partition(" ")
    return command, dict(part.split("=", 1) for part in rest.split(",")), message


def commands(tools, github, azure):
    """Lines of github and azure through the services' own libraries: what is wrong, and what Azure read."""
    names = {"file": "file", "title": "title", "line": "startLine", "endLine": "endLine", "col": "startColumn",
             "endColumn": "endColumn"}
    asked = []
    for line in github:
        command, properties, message = github_fields(line)
        asked.append([command, {names[k]: unescape(v, GITHUB_PROPERTY) for k, v in properties.items()},
                      unescape(message, GITHUB_DATA)])
    azure = [line for line in azure if line.startswith("##vso[")]
    result = subprocess.run(["node", os.path.join(HERE, "commands.mjs"), tools.folder], text=True, capture_output=True,
                            input=json.dumps({"github": asked, "azure": azure}))
    if result.returncode != 0:
        return result.stderr, []
    answer = json.loads(result.stdout)
    for ours, theirs in zip(github, answer["github"], strict=True):
        if github_fields(ours) != github_fields(theirs):
            return f"{ours}\n@actions/core writes:\n{theirs}", []
    for read in answer["azure"]:
        if read["command"] != "task.logissue" or read["properties"]["type"] not in ("error", "warning") \
                or int(read["properties"]["linenumber"]) < 1 or not read["message"]:
            return f"azure-pipelines-task-lib reads: {read}", []
    return None, answer["azure"]


def teamcity(tools, text):
    """Service messages as (name, values); each value is escaped as TeamCity's own library does it."""
    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"##teamcity\[(\w+)((?: \w+='(?:[^|'\[\]\n]|\|[|'\[\]nr]|\|0x[0-9A-F]{4})*')+)\]", line)
        if not match or not line.isascii():
            return f"no service message: {line}", []
        found.append((match[1], dict(re.findall(r" (\w+)='((?:[^|']|\|.)*)'", match[2]))))
    plain = [[value, unescape_teamcity(value)] for _, values in found for value in values.values()]
    script = ("import json, re, sys; from teamcity.messages import escape_value\n"
              "for ours, plain in json.load(sys.stdin):\n"
              "    theirs = re.sub('[^\\x00-\\x7f]', lambda m: ''.join('|0x%04X' % int.from_bytes(u, 'big') for u in\n"
              "        (lambda b: [b[i:i + 2] for i in range(0, len(b), 2)])(m[0].encode('utf-16-be'))), escape_value(plain))\n"
              "    if ours != theirs: sys.exit(f'{ours!r} should be {theirs!r}')")
    result = subprocess.run([tools.python, "-c", script], input=json.dumps(plain), text=True, capture_output=True)
    return (result.stderr or None), [(name, {k: unescape_teamcity(v) for k, v in values.items()}) for name, values in found]


def unescape_teamcity(value):
    units = re.sub(r"\|(0x([0-9A-F]{4})|.)", lambda m: chr(int(m[2], 16)) if m[2] else {"n": "\n", "r": "\r"}.get(m[1], m[1]), value)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
