"""README.md is tested: its curl commands run as written and answer what it says they do."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive import SCOPES
from tests.system.server import ROOT, Server, flask

SETTING = r"""["'](ARCHIVE_[A-Z_]+|HOST|PORT|WEB_CONCURRENCY)["']"""
README = (ROOT / "README.md").read_text()


@dataclass(frozen=True)
class Example:
    """A command and what its output must contain (the `#>` lines after it)."""

    command: str
    expected: tuple[str, ...]


def examples(text: str) -> list[Example]:
    """The commands of the `sh` blocks, each with its expectations."""
    found: list[Example] = []
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        command, expected = "", []
        for line in [*block.splitlines(), ""]:
            if line.startswith("#> "):
                expected.append(line.removeprefix("#> "))
                continue
            if expected:
                found.append(Example(command, tuple(expected)))
                command, expected = "", []
            command += line + "\n"
        assert not command.strip(), f"an example that promises nothing: {command}"
    return found


EXAMPLES = examples(README)
WRITES = [example for example in EXAMPLES if "$KEY" in example.command]
"""Those that change the archive, and so run over one of their own."""

needs_curl = pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")


def run_example(example: Example, server: Server, *, folder: Path = ROOT, key: str = "") -> None:
    """Run the command in a folder; its output must contain what the README says."""
    command = example.command.replace("http://127.0.0.1:8000", server.address)
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env=os.environ | {"KEY": key},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [text for text in example.expected if text not in done.stdout] == [], done.stdout


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server over the seeds that may be written to, and a key."""
    data: Path = tmp_path_factory.mktemp("readme") / "data"
    flask("archive", "import", str(ROOT / "seeds"), data=data)
    token = flask("archive", "key", "create", "newsroom", data=data).stdout.strip()
    with Server(data) as server:
        yield server, token


@needs_curl
@pytest.mark.parametrize(
    "example",
    [example for example in EXAMPLES if example not in WRITES],
    ids=lambda e: e.command.strip()[-60:],
)
def test_each_curl_command_answers_what_the_readme_says(
    example: Example, seed_server: Server
) -> None:
    run_example(example, seed_server)


@needs_curl
@pytest.mark.parametrize("example", WRITES, ids=lambda e: e.command.strip()[:60])
def test_each_curl_command_that_writes_does_so(
    example: Example, own_server: tuple[Server, str], tmp_path: Path
) -> None:
    server, token = own_server
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    run_example(example, server, folder=tmp_path, key=token)


def test_the_readme_lists_every_setting() -> None:
    sources = [ROOT / "archive" / "settings.py", ROOT / "gunicorn.conf.py"]
    read = {name for source in sources for name in re.findall(SETTING, source.read_text())}
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert listed == read


def test_the_readme_says_what_each_scope_of_a_key_allows() -> None:
    (explained,) = re.findall(r"^What a key allows .*?\n\n", README, re.MULTILINE | re.DOTALL)
    assert [scope for scope in SCOPES if f"`{scope}`" not in explained] == []
