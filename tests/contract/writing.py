"""Putting and deleting articles, and what readers see of it."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive import IndexUnavailable, InvalidArticle
from index import (
    All,
    Engine,
    Facet,
    Not,
    Word,
    wait_for_revision,
)
from tests.contract.engines import FACETS, EngineTests, fill, find, ids
from tests.contract.oracle import article


class WritingContract(EngineTests):
    """Putting and deleting articles, and what readers see of it."""

    def test_without_an_index_a_search_is_an_outage_and_not_an_empty_result(
        self, engine: Engine
    ) -> None:
        with pytest.raises(IndexUnavailable):
            find(engine, All())
        assert not engine.status().ready
        assert not engine.is_current("archive")
        assert engine.revision() == 0
        assert engine.commit_id() == engine.commit_id()

    def test_without_an_index_nothing_can_be_written_but_a_rebuild(self, engine: Engine) -> None:
        with pytest.raises(IndexUnavailable), engine.writing(1) as writer:
            writer.put("a", article("Seoul"))

    def test_an_index_of_an_empty_archive_finds_nothing(self, engine: Engine) -> None:
        fill(engine, {}, revision=0)
        assert engine.status().ready
        assert engine.is_current("archive")
        assert find(engine, All()).total == 0
        assert find(engine, Word("seoul")).hits == ()
        assert set(find(engine, All()).facets) == set(FACETS)

    def test_an_article_that_is_put_again_replaces_its_old_state(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul"), "b": article("Seoul")})
        with engine.writing(2) as writer:
            writer.put("a", article("Moscow"))
        assert ids(find(engine, Word("seoul"))) == ["b"]
        assert ids(find(engine, Word("moscow"))) == ["a"]
        assert find(engine, All()).total == engine.status().documents == 2

    def test_a_deleted_article_is_not_found_again(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul", source="AFP"), "b": article("Seoul")})
        with engine.writing(2) as writer:
            writer.delete("a")
            writer.delete("never there")
        result = find(engine, All())
        assert ids(result) == ["b"]
        assert result.facets["source"] == Facet(buckets=(), missing=1)
        assert ids(find(engine, Not(Word("moscow")))) == ["b"]
        assert engine.status().documents == 1

    def test_the_last_change_to_an_article_in_a_batch_counts(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul"), "b": article("Seoul"), "c": article("Seoul")})
        with engine.writing(2) as writer:
            writer.put("a", article("First"))
            writer.put("a", article("Second"))
            writer.put("new", article("First"))
            writer.delete("new")
            writer.delete("b")
            writer.put("b", article("Second"))
            writer.put("c", article("First"))
            writer.delete("c")
        assert find(engine, Word("first")).total == 0
        assert ids(find(engine, Word("second"))) == ["a", "b"]
        assert find(engine, All()).total == engine.status().documents == 2

    def test_nothing_of_a_batch_that_fails_is_seen(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul")})
        before = engine.commit_id()
        with contextlib.suppress(ZeroDivisionError), engine.writing(2) as writer:
            writer.put("b", article("Seoul"))
            writer.delete("a")
            raise ZeroDivisionError
        assert ids(find(engine, Word("seoul"))) == ["a"]
        assert (engine.commit_id(), engine.revision()) == (before, 1)
        with engine.writing(2) as writer:
            writer.put("c", article("Seoul"))
        assert ids(find(engine, Word("seoul"))) == ["a", "c"]

    def test_an_article_that_cannot_be_indexed_leaves_the_batch_whole(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul")})
        with engine.writing(2) as writer:
            writer.put("b", article("Seoul"))
            with pytest.raises(InvalidArticle):
                writer.put("a", article("Half a pair \ud800"))
            writer.put("c", article("Seoul"))
        assert ids(find(engine, Word("seoul"))) == ["a", "b", "c"]

    def test_each_commit_says_which_revision_it_holds(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul")}, revision=7)
        seen = {engine.commit_id()}
        assert (engine.revision(), engine.status().revision) == (7, 7)
        with engine.writing(9) as writer:
            writer.put("a", article("Moscow"))
        seen.add(engine.commit_id())
        assert engine.revision() == 9
        with engine.writing(12):
            pass
        seen.add(engine.commit_id())
        assert (engine.revision(), find(engine, All()).total) == (12, 1)
        assert len(seen) == 3

    def test_waiting_ends_when_the_revision_is_searchable(self, engine: Engine) -> None:
        fill(engine, {}, revision=1)
        assert wait_for_revision(engine, 1, timeout=0)
        assert not wait_for_revision(engine, 2, timeout=0)
        with ThreadPoolExecutor() as pool:
            waiting = pool.submit(wait_for_revision, engine, 2, 30)
            with engine.writing(2) as writer:
                writer.put("a", article("Seoul"))
            assert waiting.result()
        assert find(engine, Word("seoul")).total == 1

    def test_only_one_may_write_at_a_time(self, engine: Engine, tmp_path: Path) -> None:
        fill(engine, {})
        second = self.open(tmp_path)
        with engine.writing(2) as writer:
            writer.put("a", article("Seoul"))
            with pytest.raises(IndexUnavailable), second.writing(2):
                pass
            with pytest.raises(IndexUnavailable), second.rebuilding("archive"):
                pass
        assert find(second, All()).total == 1
        second.close()

    def test_what_one_process_writes_another_finds(self, engine: Engine, tmp_path: Path) -> None:
        reader = self.open(tmp_path)
        fill(engine, {"a": article("Seoul")})
        assert ids(find(reader, Word("seoul"))) == ["a"]
        for number in range(5):
            with engine.writing(number + 2) as writer:
                writer.put(f"b{number}", article("Seoul"))
            assert find(reader, Word("seoul")).total == number + 2
            assert reader.commit_id() == engine.commit_id()
        reader.close()
