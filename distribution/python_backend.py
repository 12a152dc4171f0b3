"""Builds migvet's wheel and source distribution: the hooks of PEP 517, with Python's standard library and make.

The wheel holds one program, no Python: `make portable` links what it can into it, and the shared libraries that are
left (Debian has no archive of cJSON) lie beside it. Its tag says what is needed after that: the glibc of the newest
symbol in use. The source distribution carries the parser sources that third_party/sources.lock names, so that it
builds without a network. Both are the same bytes for the same input; SOURCE_DATE_EPOCH sets their times.
MIGVET_PROGRAM names a program that was linked by `make portable` before: it is packed, and nothing is compiled.
"""
import base64
import glob
import gzip
import hashlib
import io
import os
import re
import struct
import subprocess
import sys
import sysconfig
import tarfile
import time
import zipfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# What every Linux with glibc has (the list of PEP 600), of what a C program needs.
SYSTEM_LIBRARIES = re.compile(r"^(lib(c|m|dl|rt|pthread|util|nsl)\.so\.\d+|ld-linux.*|ld64\.so\.\d)$")

# Where the program looks for the libraries beside it (Makefile: PORTABLE_RPATH), seen from the prefix.
LIBRARY_FOLDER = "lib/migvet"

# Not needed to build, and large.
LEFT_OUT = ("tests/", ".ci/")

# Of the fetched sources only this, relative to third_party.mk's THIRD_PARTY_SRC. pglast itself is another licence's.
SOURCE_PARTS = re.compile(
    r"^(pglast-[^/]*/libpg_query/(LICENSE|[^/]*\.h|src/.*|vendor/xxhash/.*)"
    r"|tree-sitter-[^/]*/(LICENSE|tree_sitter/core/lib/.*)|tree_sitter_python-[^/]*/(LICENSE|src/.*))$")


def read(path, mode="r"):
    with open(os.path.join(TOP, path), mode, **({} if "b" in mode else {"encoding": "utf-8"})) as file:
        return file.read()


def version():
    return re.search(r'^#define MV_VERSION "([^"]+)"', read("include/migvet/version.h"), re.M).group(1)


def metadata(licence_files):
    head = [
        "Metadata-Version: 2.4", "Name: migvet", "Version: " + version(),
        "Summary: Vets PostgreSQL migrations before they run: SQL, Django and Alembic",
        "Keywords: postgresql,migrations,linter,django,alembic,ci",
        # ours, and that of what is compiled in: libpg_query with PostgreSQL's parser, xxhash, tree-sitter, libyaml, cJSON, SQLite
        "License-Expression: MIT AND BSD-2-Clause AND BSD-3-Clause AND PostgreSQL AND blessing",
        *("License-File: " + name for name in licence_files),
        "Classifier: Environment :: Console", "Classifier: Operating System :: POSIX :: Linux",
        "Classifier: Programming Language :: C", "Classifier: Topic :: Database",
        "Classifier: Topic :: Software Development :: Quality Assurance",
        "Requires-Python: >=3.8", "Description-Content-Type: text/markdown",
    ]
    return "\n".join(head) + "\n\n" + read("README.md")


# ---- make ----

def make(*targets):
    """Runs make as its user would; the isolated environment of a Python build must not reach the pip that make calls."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "MAKEFLAGS", "BUILD")}
    command = [environment.get("MAKE", "make"), "--no-print-directory", "-j%d" % (os.cpu_count() or 1), *targets]
    try:
        code = subprocess.call(command, cwd=TOP, env=environment, stdout=sys.stderr)
    except OSError as error:
        code = error.strerror
    if code != 0:
        packages = re.search(r"^BUILD_PACKAGES := (.*)$", read("Makefile"), re.M).group(1)
        raise SystemExit(
            f"migvet is built by make, and '{' '.join(command)}' failed ({code}). It needs a C compiler, make, and on "
            f"Debian the packages {packages}. The sources of its parsers come through pip, unless PG_QUERY_DIR, "
            f"TREE_SITTER_DIR and TREE_SITTER_PYTHON_DIR name them, or third_party/src holds them")


def make_variable(name):
    command = [os.environ.get("MAKE", "make"), "--no-print-directory", "-s", "show-" + name]
    environment = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "BUILD")}
    return subprocess.check_output(command, cwd=TOP, env=environment, text=True).strip()


# ---- what a program needs ----

class Program:
    """The names of the shared libraries that an ELF file needs, and the glibc versions of the symbols that it uses."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        if self.data[:4] != b"\x7fELF":
            raise SystemExit(f"'{path}' is no ELF file: wheels are made on Linux")
        self.wide = self.data[4] == 2
        self.order = "<" if self.data[5] == 1 else ">"
        self.needed, self.glibc = [], (0, 0)
        sections = list(self.sections())
        for kind, link, offset, size in sections:
            strings = sections[link][2] if link < len(sections) else 0
            if kind == 6:  # SHT_DYNAMIC
                self.needed = [self.string(strings + value) for tag, value in self.dynamic(offset, size) if tag == 1]
            elif kind == 0x6FFFFFFE:  # SHT_GNU_verneed
                self.glibc = max([self.glibc, *self.versions(offset, strings)])

    def unpack(self, layout, offset):
        return struct.unpack_from(self.order + layout, self.data, offset)

    def string(self, offset):
        return self.data[offset:self.data.index(b"\0", offset)].decode()

    def sections(self):
        start, = self.unpack("Q" if self.wide else "I", 0x28 if self.wide else 0x20)
        size, count = self.unpack("HH", 0x3A if self.wide else 0x2E)
        for index in range(count):
            at = start + index * size
            if self.wide:
                _, kind, _, _, offset, length, link = self.unpack("IIQQQQI", at)
            else:
                _, kind, _, _, offset, length, link = self.unpack("IIIIIII", at)
            yield kind, link, offset, length

    def dynamic(self, offset, size):
        layout, step = ("qQ", 16) if self.wide else ("iI", 8)
        return [self.unpack(layout, at) for at in range(offset, offset + size, step)]

    def versions(self, offset, strings):
        while True:
            _, count, _, parts, following = self.unpack("HHIII", offset)
            part = offset + parts
            for _ in range(count):
                _, _, _, name, after = self.unpack("IHHII", part)
                match = re.match(r"GLIBC_(\d+)\.(\d+)", self.string(strings + name))
                if match:
                    yield int(match.group(1)), int(match.group(2))
                part += after
            if not following:
                return
            offset += following


def carried_libraries(program):
    """(name, path) of each shared library that not every system has, with what those need in turn."""
    found, waiting = {}, list(program.needed)
    compiler = make_variable("CC").split()
    while waiting:
        name = waiting.pop()
        if SYSTEM_LIBRARIES.match(name) or name in found:
            continue
        path = subprocess.check_output([*compiler, "-print-file-name=" + name], text=True).strip()
        if not os.path.isabs(path):
            raise SystemExit(f"the program needs '{name}', and the compiler does not know where that is")
        found[name] = os.path.realpath(path)
        waiting += Program(path).needed
    return sorted(found.items())


def platform_tag(programs):
    """manylinux_2_34_x86_64: the oldest glibc that has what is used. With another C library, this very platform."""
    platform = re.sub(r"[-.]", "_", sysconfig.get_platform())
    glibc = max(program.glibc for program in programs)
    if platform.startswith("linux_") and glibc > (0, 0):
        return "many" + platform.replace("_", "_%d_%d_" % max(glibc, (2, 17)), 1)
    return platform


# ---- licences ----

def licences():
    """(name, bytes) of the licence of everything that the wheel holds, as far as it stands anywhere here."""
    sources = make_variable("THIRD_PARTY_SRC")
    found = [("LICENSE", read("LICENSE", "rb"))]
    for folder, path in (("libpg_query", make_variable("PG_QUERY_DIR")), ("tree-sitter", sources + "/tree-sitter-*"),
                         ("tree-sitter-python", make_variable("TREE_SITTER_PYTHON_DIR"))):
        for match in sorted(glob.glob(os.path.join(TOP, path, "LICENSE")))[:1]:
            found.append((f"third_party/{folder}/LICENSE", read(match, "rb")))
    for package in ("libsqlite3-dev", "libyaml-dev", "libcjson-dev"):
        path = f"/usr/share/doc/{package}/copyright"
        if os.path.exists(path):
            found.append((f"third_party/{package}/copyright", read(path, "rb")))
    return found


# ---- the hooks ----

def get_requires_for_build_wheel(config_settings=None):
    return []


get_requires_for_build_sdist = get_requires_for_build_wheel


def moment():
    """Of all that is packed; a zip file knows no time before 1980."""
    return max(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), 315532800)


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    folder = f"migvet-{version()}.dist-info"
    os.makedirs(os.path.join(metadata_directory, folder), exist_ok=True)
    with open(os.path.join(metadata_directory, folder, "METADATA"), "w", encoding="utf-8") as file:
        file.write(metadata([]))
    return folder


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    path = os.environ.get("MIGVET_PROGRAM")
    if not path:
        make("portable")
        path = os.path.join(TOP, make_variable("PORTABLE"))
    program = Program(path)
    libraries = carried_libraries(program)
    tag = "py3-none-" + platform_tag([program, *(Program(where) for _, where in libraries)])
    name = "migvet-" + version()
    texts = licences()

    entries = [(f"{name}.data/scripts/migvet", 0o755, read(path, "rb"))]
    entries += [(f"{name}.data/data/{LIBRARY_FOLDER}/{library}", 0o644, read(where, "rb")) for library, where in libraries]
    entries += [(f"{name}.dist-info/licenses/{title}", 0o644, text) for title, text in texts]
    entries.append((f"{name}.dist-info/METADATA", 0o644, metadata([title for title, _ in texts]).encode()))
    entries.append((f"{name}.dist-info/WHEEL", 0o644, (
        f"Wheel-Version: 1.0\nGenerator: migvet {version()}\nRoot-Is-Purelib: false\nTag: {tag}\n").encode()))
    record = "".join(f"{where},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}\n"
                     for where, _, data in entries)
    entries.append((f"{name}.dist-info/RECORD", 0o644, (record + f"{name}.dist-info/RECORD,,\n").encode()))

    when = time.gmtime(moment())[:6]
    wheel = f"{name}-{tag}.whl"
    with zipfile.ZipFile(os.path.join(wheel_directory, wheel), "w", zipfile.ZIP_DEFLATED) as archive:
        for where, mode, data in entries:
            info = zipfile.ZipInfo(where, when)
            info.external_attr = (0o100000 | mode) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return wheel


def source_files():
    """Of ours: what git tracks, or, in an unpacked source distribution, what is there but for builds."""
    git = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False) \
        if os.path.exists(os.path.join(TOP, ".git")) else None
    if git and git.returncode == 0:
        names = git.stdout.decode().split("\0")
    else:
        names = [os.path.relpath(os.path.join(where, name), TOP) for where, _, files in os.walk(TOP) for name in files]
        names = [name for name in names if not re.match(r"(build|\.git|third_party/src)/|(.*/)?__pycache__/|PKG-INFO$", name)]
    return sorted(name for name in names
                  if name and not name.startswith(LEFT_OUT) and os.path.isfile(os.path.join(TOP, name)))


def third_party_files(sources):
    for where, folders, files in os.walk(sources):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(where, name)
            inside = os.path.relpath(path, sources)
            if SOURCE_PARTS.match(inside):
                yield "third_party/src/" + inside.replace(os.sep, "/"), path


def build_sdist(sdist_directory, config_settings=None):
    make("third-party-sources")
    name = "migvet-" + version()
    entries = [(path, os.path.join(TOP, path)) for path in source_files()]
    entries += third_party_files(os.path.join(TOP, make_variable("THIRD_PARTY_SRC")))
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        def add(path, data, mode):
            info = tarfile.TarInfo(f"{name}/{path}")
            info.size, info.mode, info.mtime = len(data), mode, moment()
            archive.addfile(info, io.BytesIO(data))
        add("PKG-INFO", metadata(["LICENSE"]).encode(), 0o644)
        for path, where in entries:
            add(path, read(where, "rb"), 0o755 if os.stat(where).st_mode & 0o100 else 0o644)
    with open(os.path.join(sdist_directory, name + ".tar.gz"), "wb") as file:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=moment()) as compressed:
            compressed.write(packed.getvalue())
    return name + ".tar.gz"
