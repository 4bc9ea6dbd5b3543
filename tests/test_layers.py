"""Imports run one way: archive <- index <- api | cli <- app; libraries stay behind their walls."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

MAY_IMPORT = {
    "archive": {"archive"},
    "index": {"index", "archive"},
    "api": {"api", "index", "archive"},
    "cli": {"cli", "api", "index", "archive"},
    "app.py": {"api", "cli", "archive"},
    "gunicorn.conf.py": {"archive", "index"},
}
OWN = {"archive", "index", "api", "cli", "app", "bench", "tests"}

# Where each library may be imported.
LIBRARIES = {
    "flask": {"api", "cli", "app.py"},
    "flask_smorest": {"api"},
    "gunicorn": {"gunicorn.conf.py"},
    "marshmallow": {"api"},
    "webargs": {"api"},
    "werkzeug": {"api"},
    "click": {"cli"},
    "whoosh": {"index"},
    "numpy": {"index"},
    "numba": {"index"},
    "zstandard": {"archive", "index", "api"},
    "Stemmer": {"index"},
    "sqlalchemy": {"archive"},
    "alembic": {"archive"},
    "babel": {"api"},
    "charset_normalizer": {"archive"},
    "py3langid": {"archive"},
    "lxml": {"archive"},
    "htmldate": {"archive"},
    "trafilatura": {"archive"},
    "feedparser": {"archive"},
    "warcio": {"archive"},
    "markupsafe": {"api"},
    "orjson": {"archive", "index", "api"},
}


def source_files() -> list[Path]:
    return sorted(
        path
        for place in MAY_IMPORT
        for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
    )


def imported(path: Path) -> Iterator[str]:
    """The dotted names that a file imports, at any depth of it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", source_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_lies_below_it(path: Path) -> None:
    place = path.relative_to(ROOT).parts[0]
    for name in imported(path):
        top = name.partition(".")[0]
        if top in OWN:
            assert top in MAY_IMPORT[place], f"{place} must not import {name}"
        elif top not in sys.stdlib_module_names:
            assert place in LIBRARIES.get(top, set()), f"{place} must not import {name}"


@pytest.mark.parametrize("path", source_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_another_package_is_entered_through_its_door(path: Path) -> None:
    place = path.relative_to(ROOT).parts[0]
    for name in imported(path):
        top, _, rest = name.partition(".")
        if top in OWN and top != place and rest:
            # A process of its own is started by the name of its module; the server loads the engine
            # before there is a process that searches.
            assert (place, name) in {
                ("gunicorn.conf.py", "index.supervisor"),
                ("gunicorn.conf.py", "index.whoosh_engine.engine"),
            }, f"{path}: import it from {top}, not from {name}"


def test_a_command_that_does_not_search_does_not_wait_for_what_is_compiled() -> None:
    loaded = "import sys, app; print('numba' in sys.modules, 'index' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False True\n"
