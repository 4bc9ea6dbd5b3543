"""docs/compared.md is tested: each row's command runs as written and answers what it says."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.server import ROOT, Server, flask

ROWS = re.findall(
    r"^\| ([^|]+?) \|.*\| `((?:id=|curl ).+?)` → `(.+?)` \|$",
    (ROOT / "docs" / "compared.md").read_text(),
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("compared")
    synonyms = folder / "synonyms.txt"
    synonyms.write_text("DPRK = North Korea\n")
    flask("archive", "import", str(ROOT / "seeds"), data=folder / "data")
    with Server(folder / "data", {"ARCHIVE_SYNONYMS": str(synonyms)}) as server:
        yield server


def test_each_row_of_the_table_has_a_command() -> None:
    table = (ROOT / "docs" / "compared.md").read_text().partition("|---|")[2]
    assert len(ROWS) == len(re.findall(r"^\| ", table, re.MULTILINE)) > 30


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize(("feature", "command", "expected"), ROWS, ids=lambda text: text[:40])
def test_each_command_answers_what_the_table_says(
    feature: str, command: str, expected: str, server: Server
) -> None:
    command = command.replace("http://127.0.0.1:8000", server.address).replace(r"\|", "|")
    done = subprocess.run(
        ["bash", "-euc", command], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert expected in done.stdout, (feature, done.stdout)
