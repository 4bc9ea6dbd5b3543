"""Fixtures of the tests that run the whole product."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.server import ROOT, Server, flask


@pytest.fixture(scope="session")
def seed_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over the five seeds, made as `make serve` makes it; tests only read from it."""
    data: Path = tmp_path_factory.mktemp("seeds") / "data"
    flask("archive", "import", "--if-empty", str(ROOT / "seeds"), data=data)
    with Server(data) as server:
        yield server
