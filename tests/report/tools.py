"""Tools that others wrote, which judge our reports: from the package registries into build/tools, pinned."""
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# whose XML Schema of JUnit reports is that of Jenkins' xUnit plugin
PYTEST = "8.3.4"


class Tools:
    def __init__(self, build):
        self.folder = os.path.join(build, "tools")
        self.node = os.path.join(self.folder, "node_modules")
        self.multitool = os.path.join(self.node, "@microsoft", "sarif-multitool-linux", "Sarif.Multitool")
        self.sarif_schema = os.path.join(os.path.dirname(self.multitool), "sarif-2.1.0.json")
        self.python = os.path.join(self.folder, "venv", "bin", "python3")
        self.checker = os.path.join(self.folder, "venv", "bin", "check-jsonschema")
        self.junit_schema = os.path.join(self.folder, "junit-10.xsd")

    def start(self):
        """Installs what is missing, all at once; `wait` waits for it."""
        os.makedirs(self.folder, exist_ok=True)
        self.running = []
        for name, wanted, command in (
                ("npm", os.path.join(HERE, "package.json"),
                 ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", self.folder]),
                ("pip", os.path.join(HERE, "requirements.txt"),
                 ["sh", "-c", f'{sys.executable} -m venv "$0/venv" && exec "$0/venv/bin/pip" install --quiet '
                  '--disable-pip-version-check -r "$1"', self.folder, os.path.join(HERE, "requirements.txt")]),
                ("xsd", None,
                 ["sh", "-c", f'{sys.executable} -m pip download --quiet --disable-pip-version-check --no-deps '
                  f'--no-binary pytest --dest "$0/sdist" pytest=={PYTEST} && tar -xzOf "$0/sdist/pytest-{PYTEST}.tar.gz" '
                  f'pytest-{PYTEST}/testing/example_scripts/junit-10.xsd >"$1"', self.folder, self.junit_schema])):
            # done before, with the same pins
            mark = os.path.join(self.folder, f"installed.{name}")
            pins = open(wanted).read() if wanted else PYTEST
            if os.path.exists(mark) and open(mark).read() == pins:
                continue
            if name == "npm":
                shutil.copy(wanted, os.path.join(self.folder, "package.json"))
            self.running.append((mark, pins, subprocess.Popen(command, stdout=subprocess.DEVNULL)))

    def wait(self):
        for mark, pins, process in self.running:
            if process.wait() != 0:
                sys.exit(f"{' '.join(process.args)}: exit code {process.returncode}")
            with open(mark, "w") as file:
                file.write(pins)
        self.running = []
        os.chmod(self.multitool, 0o755) # npm does not run what would do it
