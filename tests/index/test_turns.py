"""Searches of one process take turns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import IndexUnavailable
from index import All, SearchRequest, Word
from index.whoosh_engine import engine as engine_module
from index.whoosh_engine.engine import WhooshEngine
from index.whoosh_engine.evaluation import Answer, CommitView
from tests.contract.engines import fill, find, ids
from tests.contract.oracle import article


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path / "index", "archive")
    yield engine
    engine.close()


def test_a_search_has_its_turn(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine, {"a": article(body="war")})
    seen: list[bool] = []

    def searching(view: CommitView, request: SearchRequest) -> Answer:
        seen.append(engine._turn.locked())
        return Answer(0, [], {})

    monkeypatch.setattr(engine_module, "search", searching)
    find(engine, All())
    assert seen == [True]
    assert not engine._turn.locked()


def test_a_search_that_fails_gives_its_turn_back(engine: WhooshEngine) -> None:
    with pytest.raises(IndexUnavailable):
        find(engine, All())
    assert not engine._turn.locked()


def test_a_search_that_gets_no_turn_in_time_answers_all_the_same(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, {"a": article(body="war")})
    monkeypatch.setattr(engine_module, "_LONGEST_WAIT", 0)
    with engine._turn:
        assert ids(find(engine, Word("war"))) == ["a"]
        assert engine._turn.locked()
