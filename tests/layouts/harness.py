"""What the layout tests share: running migvet, printing results."""
import os
import subprocess

MIGVET = os.environ.get("MIGVET") or os.path.join(os.environ.get("BUILD", "build"), "asan", "migvet")


def dump(*arguments, cwd=".", env=None, stdin=None, user=None, configured=False):
    """Exit code, standard output, standard error of `migvet dump sources`."""
    flags = [] if configured else ["--no-config"]
    done = subprocess.run([MIGVET, "dump", "sources", *flags, *arguments], cwd=cwd, input=stdin,
                          capture_output=True, timeout=60, user=user, env={**os.environ, **(env or {})})
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def reviewed(text):
    """Names of the migrations that a dump marks as under review."""
    return [line.split('"')[1] for line in text.splitlines() if line.startswith("  ") and line.endswith(" review")]


def write(top, path, text=""):
    full = os.path.join(top, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return full


class Layer:
    def __init__(self):
        self.failed = 0

    def check(self, name, good, diagnostics=""):
        print(f"{'ok' if good else 'not ok'} - {name}")
        if not good:
            self.failed += 1
            for line in str(diagnostics).splitlines():
                print(f"# {line}")

    def finish(self):
        return 1 if self.failed else 0
