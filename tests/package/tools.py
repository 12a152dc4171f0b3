"""The pinned tools of requirements.txt in a virtual environment, which several layers share, and how layers report."""
import fcntl
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SRC = os.environ.get("SRC") or os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("BUILD") or os.path.join(SRC, "build")
failed = False


def report(name, problem=None):
    """`problem`: None when all is well, else what is wrong, in lines."""
    global failed
    failed = failed or bool(problem)
    print(("not ok - " if problem else "ok - ") + name)
    for line in str(problem or "").splitlines()[-60:]:
        print("# " + line)
    sys.stdout.flush()


def tool(name):
    """The path of a program in the environment, which is made when it is missing or of other versions."""
    folder = os.path.join(BUILD, "tools", "package")
    wanted, stamp = os.path.join(HERE, "requirements.txt"), os.path.join(folder, "requirements.txt")
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with open(folder + ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(stamp) or open(stamp).read() != open(wanted).read():
            subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
            subprocess.run([os.path.join(folder, "bin", "pip"), "install", "--quiet", "--disable-pip-version-check", "-r", wanted],
                           check=True)
            with open(stamp, "w", encoding="utf-8") as file:
                file.write(open(wanted).read())
    return os.path.join(folder, "bin", name)


def run(command, **more):
    """A finished process with its output and errors together, as text; `env` adds to the environment."""
    environment = {name: value for name, value in os.environ.items() if name not in ("BUILD", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    environment.update(more.pop("env", {}))
    more.setdefault("timeout", 600)
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                          env={name: value for name, value in environment.items() if value is not None}, **more)


def version():
    with open(os.path.join(SRC, "include/migvet/version.h"), encoding="utf-8") as file:
        return re.search(r'#define MV_VERSION "(.*)"', file.read()).group(1)


def git_identity(folder):
    """Environment in which git can commit, and knows nothing of this machine's configuration."""
    path = os.path.join(folder, "gitconfig")
    with open(path, "w", encoding="utf-8") as file:
        file.write("[user]\nname = x\nemail = x@example.org\n[init]\ndefaultBranch = main\n[advice]\ndetachedHead = false\n")
    return {"GIT_CONFIG_GLOBAL": path, "GIT_CONFIG_NOSYSTEM": "1"}


def git(cwd, environment, *arguments):
    done = run(["git", *arguments], cwd=cwd, env=environment)
    if done.returncode:
        raise SystemExit(f"not ok - git {' '.join(arguments)}\n{done.stdout}")
    return done.stdout


def publish(where, environment):
    """A repository with this tree's files as they are now, without the tests, tagged with the version."""
    names = git(SRC, environment, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in names:
        if name and not name.startswith("tests/") and os.path.isfile(os.path.join(SRC, name)):
            os.makedirs(os.path.dirname(os.path.join(where, name)), exist_ok=True)
            shutil.copy2(os.path.join(SRC, name), os.path.join(where, name))
    git(where, environment, "init", "-q")
    git(where, environment, "add", "-A")
    git(where, environment, "commit", "-q", "-m", "x")
    git(where, environment, "tag", "v" + version())


def portable_program():
    """Linked when it is not yet; what MIGVET_PROGRAM may name."""
    made = run(["make", "--no-print-directory", "-s", "portable"], cwd=SRC)
    if made.returncode:
        raise SystemExit("not ok - make portable\n" + made.stdout)
    return os.path.join(SRC, "build", "portable", "migvet")
