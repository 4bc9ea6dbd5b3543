"""Compiled loops: the cache never answers with old code, and never keeps the archive from starting.

Each test has an engine's folder of its own, and each run is a process of its own, as it is made of
what happens at an import.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index import compiled

NUMBERS = "STEP = {step}"
STEPS = """
from numba import types
from index.numbers import STEP
from index.compiled import compiled

@compiled(types.int64(types.int64))
def step(place):
    return place + STEP
"""
TWICE = """
from numba import types
from index.steps import step
from index.compiled import compiled

@compiled(types.int64(types.int64))
def twice(place):
    return step(step(place))
"""
RUN = """
from index.steps import step
from index.twice import twice
print(twice(0), *(sum(loop.stats.cache_hits.values()) for loop in (step, twice)))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    package = tmp_path / "index"
    package.mkdir()
    (package / "__init__.py").touch()
    shutil.copy(compiled.__file__, package)
    (package / "numbers.py").write_text(NUMBERS.format(step=2))
    (package / "steps.py").write_text(STEPS)
    (package / "twice.py").write_text(TWICE)
    return package


def run(package: Path, home: Path) -> tuple[str, str]:
    """What a new process answers, with how often the cache had it; and what it warns of."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", RUN],
        cwd=package.parent,
        env={"PATH": os.environ["PATH"], "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout.strip(), done.stderr


def test_the_next_process_reads_what_the_first_compiled(package: Path) -> None:
    answer, said = run(package, package.parent)
    assert answer == "4 0 0"
    assert "once on this machine" in said
    assert run(package, package.parent) == ("4 1 1", "")


def test_a_number_of_another_file_is_compiled_anew_wherever_it_went(package: Path) -> None:
    run(package, package.parent)
    (package / "numbers.py").write_text(NUMBERS.format(step=5))
    assert run(package, package.parent)[0] == "10 0 0"


def test_the_user_keeps_the_cache_where_the_source_has_no_place_for_it(package: Path) -> None:
    (package / "__pycache__").touch()
    assert run(package, package.parent)[0] == "4 0 0"
    assert run(package, package.parent) == ("4 1 1", "")


@pytest.mark.parametrize("ending", ["nbi", "nbc"])
def test_a_file_that_was_cut_off_is_no_obstacle(package: Path, ending: str) -> None:
    run(package, package.parent)
    for path in (package / "__pycache__").glob(f"*.{ending}"):
        path.write_bytes(path.read_bytes()[:1])
    answer, said = run(package, package.parent)
    assert answer == "4 0 0"
    assert "compiled at every start" in said


def test_nowhere_to_keep_it_is_no_obstacle(package: Path) -> None:
    (package / "__pycache__").touch()
    nowhere = package / "__init__.py"
    answer, said = run(package, nowhere)
    assert answer == "4 0 0"
    assert "compiled at every start" in said
    assert run(package, nowhere)[0] == "4 0 0"
