"""A real archive in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import Settings, Store, open_store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    store = open_store(settings)
    yield store
    store.close()
