"""Makes a Django project of a case: a copy with manage.py and the __init__.py that a case leaves out."""
import pathlib
import shutil


def project(case, into):
    folder = pathlib.Path(into) / case.name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("__pycache__", "golden.sql", "todo"))
    for migrations in folder.glob("*/migrations"):
        (migrations / "__init__.py").touch()
        (migrations.parent / "__init__.py").touch()
    # without settings Django's own defaults hold, which an empty file says
    (folder / "settings.py").touch()
    (folder / "manage.py").write_text("""import os
from django.core.management import execute_from_command_line
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
""")
    return folder
