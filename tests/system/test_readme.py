"""README.md is tested: its curl commands run as written and answer what it says they do."""

import re
import shutil
import subprocess
from dataclasses import dataclass

import pytest

from tests.system.server import ROOT, Server

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


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("example", examples(README), ids=lambda e: e.command.strip()[-60:])
def test_each_curl_command_answers_what_the_readme_says(
    example: Example, seed_server: Server
) -> None:
    command = example.command.replace("http://127.0.0.1:8000", seed_server.address)
    done = subprocess.run(
        ["bash", "-euc", command], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [text for text in example.expected if text not in done.stdout] == [], done.stdout


def test_the_readme_lists_every_setting() -> None:
    sources = [ROOT / "archive" / "settings.py", ROOT / "gunicorn.conf.py"]
    read = {name for source in sources for name in re.findall(SETTING, source.read_text())}
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert listed == read
