"""What tests/fix/run does with the migrations of frameworks.py."""
import glob
import json
import os
import re
import shutil

import frameworks


def run_all(migvet, put, report, work):
    for name, framework, files, rule, safe, made in frameworks.cases():
        root = os.path.join(work, "framework-" + re.sub(r"[^\w]+", "_", name))
        shutil.rmtree(root, ignore_errors=True)
        for path, text in files.items():
            put(root, path, text)
        put(root, "migvet.yaml", frameworks.config(rule))
        try_case(migvet, report, root, name, rule, safe, made)


def findings(migvet, root):
    run = migvet(root, "check", "--format", "json", "--config", "migvet.yaml", ".")
    if run.returncode not in (0, 1):
        raise AssertionError(run.stderr)
    return json.loads(run.stdout)["findings"]


def schema(migvet, root):
    lines = migvet(root, "schema", "--config", "migvet.yaml", ".").stdout.splitlines()
    return sorted(line.rstrip(",") for line in lines if line.strip() and not line.startswith("--"))


def story(finding):
    return finding["rule"], finding["message"]


def reported_fixes(migvet, root, found):
    """JSON and SARIF tell the same files, the new ones among them."""
    run = json.loads(migvet(root, "check", "--format", "sarif", "--config", "migvet.yaml", ".").stdout)["runs"][0]
    sarif = sorted(change["artifactLocation"]["uri"] for result in run["results"] for fix in result.get("fixes", [])
                   for change in fix["artifactChanges"])
    edits = [edit for finding in found if finding["fix"] for edit in finding["fix"]["edits"]]
    files = sorted(path for finding in found if finding["fix"] for path in {edit["path"] for edit in finding["fix"]["edits"]})
    exist = [edit["path"] for edit in edits if os.path.exists(os.path.join(root, edit["path"])) == edit.get("new_file", False)]
    return ([f"SARIF changes {sarif}, JSON {files}"] if sarif != files or not files else []) + [f"new or not? {path}" for path in exist]


def try_case(migvet, report, root, name, rule, safe, made):
    before, old, problems = findings(migvet, root), schema(migvet, root), []
    if rule not in [f["rule"] for f in before]:
        problems.append(f"{rule} is not found, but {[story(f) for f in before]}")
    for finding in before:
        for step in finding["steps"]:
            if step["where"] != "code" and not step["code"]:
                problems.append(f"a step of {finding['rule']} has no code: {step}")
    problems += reported_fixes(migvet, root, before)
    run = migvet(root, "check", "--config", "migvet.yaml", "--fix", ".")
    fixed = " 0 findings are fixed" not in " " + run.stdout
    if fixed != safe:
        problems.append(f"--fix alone: {run.stdout}{run.stderr}")
    for _ in range(3): # what is in the way of another fix takes one more turn
        run = migvet(root, "check", "--config", "migvet.yaml", "--fix=unsafe", ".")
        if run.stdout.startswith("0 "):
            break
    after = findings(migvet, root)
    if rule in [f["rule"] for f in after]:
        problems.append(f"{rule} is still found: {run.stdout}")
    known = [story(f) for f in before]
    problems += [f"new: {f['path']}:{f['line']}: {f['rule']}: {f['message']}" for f in after if story(f) not in known]
    if schema(migvet, root) != old:
        problems.append("another schema:\n" + "\n".join(sorted(set(schema(migvet, root)) ^ set(old))))
    texts = {os.path.basename(path): open(path).read() for path in glob.glob(os.path.join(root, "**", "*.py"), recursive=True)}
    for file, parts in made.items():
        problems += [f"{file} has no {part!r}: {texts.get(file, sorted(texts))}" for part in parts if part not in texts.get(file, "")]
    for file, text in texts.items():
        compile(text, file, "exec")
    report(name, not problems, "\n".join(problems) + f"\nsee {root}")
