"""A new index beside the old one, and other archives' indexes."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive import IndexUnavailable
from index import (
    All,
    Engine,
    Word,
)
from tests.contract.engines import EngineTests, fill, find, ids
from tests.contract.oracle import article


class RebuildingContract(EngineTests):
    """A new index beside the old one, and other archives' indexes."""

    def test_searches_see_the_old_index_until_the_new_one_is_whole(self, engine: Engine) -> None:
        fill(engine, {"old": article("Seoul")}, revision=3)
        with engine.rebuilding("archive") as rebuild:
            with rebuild.writing(4) as writer:
                writer.put("new", article("Seoul"))
            assert ids(find(engine, Word("seoul"))) == ["old"]
            with rebuild.writing(5) as writer:
                writer.put("newer", article("Seoul"))
            assert engine.revision() == 3
        assert ids(find(engine, Word("seoul"))) == ["new", "newer"]
        assert (engine.revision(), engine.status().documents) == (5, 2)

    def test_a_rebuild_that_fails_leaves_the_old_index(self, engine: Engine) -> None:
        fill(engine, {"old": article("Seoul")})
        with (
            contextlib.suppress(ZeroDivisionError),
            engine.rebuilding("archive") as rebuild,
            rebuild.writing(2) as writer,
        ):
            writer.put("new", article("Seoul"))
            raise ZeroDivisionError
        assert ids(find(engine, Word("seoul"))) == ["old"]
        assert engine.is_current("archive")

    def test_another_archives_index_is_never_searched(self, engine: Engine, tmp_path: Path) -> None:
        fill(engine, {"a": article("Seoul")})
        other = self.open(tmp_path, "another archive")
        with pytest.raises(IndexUnavailable):
            find(other, All())
        with pytest.raises(IndexUnavailable), other.writing(2):
            pass
        assert (other.revision(), other.status().ready) == (0, False)
        assert other.status().archive_id == "archive"
        assert not other.is_current("another archive")
        with other.rebuilding("another archive") as rebuild, rebuild.writing(1) as writer:
            writer.put("b", article("Moscow"))
        assert ids(find(other, All())) == ["b"]
        with pytest.raises(IndexUnavailable):
            find(engine, All())
        other.close()

    def test_searches_go_on_while_the_index_is_rebuilt(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        fill(engine, {"0": article("Seoul")})
        reader = self.open(tmp_path)
        done = threading.Event()

        def search() -> int:
            number = 0
            while not done.is_set():
                assert ids(find(reader, Word("seoul"))) == ["0"]
                number += 1
            return number

        with ThreadPoolExecutor(2) as pool:
            searches = [pool.submit(search) for _ in range(2)]
            try:
                for revision in range(2, 20):
                    fill(engine, {"0": article("Seoul")}, revision=revision)
            finally:
                done.set()
            assert all(one.result() for one in searches)
        reader.close()
