"""Patterns that stand for very many words are answered in another way, and at last cut off."""

from pathlib import Path

import pytest

from index.query import Fuzzy, Node, Not, Or, Prefix, SearchRequest, Wildcard
from index.whoosh_engine.arrays import ArrayIndex, IndexDocument, IndexWriter
from index.whoosh_engine.evaluation import Answer, CommitView, expansions, search

TEXTS = {
    "0": "troop troops troops troops trooper",
    "1": "troops troops",
    "2": "trooper trooping",
    "3": "troop",
    "4": "café",
    "5": "cafe cafes",
    "6": "stoop",
}


def view_of(folder: Path) -> CommitView:
    index = ArrayIndex.create(folder / "index", {})
    for part in (0, 1):
        with IndexWriter(index) as writer:
            for key, text in list(TEXTS.items())[part::2]:
                writer.put(IndexDocument(id=key, texts={"body": text}, record=b"{}"))
    return CommitView(index.snapshot().segments)


def found(view: CommitView, node: Node) -> Answer:
    return search(view, SearchRequest(query=node, facets=(), limit=20))


def ids(answer: Answer) -> str:
    return "".join(sorted(ranked.id for ranked in answer.first))


@pytest.mark.parametrize("many", [0, expansions._MANY])
def test_words_of_one_term_are_told_apart(
    tmp_path: Path, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expansions, "_MANY", many)
    view = view_of(tmp_path)
    for node, expected in {
        Prefix("troope"): "02",
        Prefix("troops"): "01",
        Prefix("TROOP"): "0123",
        Prefix("t"): "0123",
        Wildcard("*r"): "02",
        Wildcard("troop?"): "01",
        Wildcard("*oop"): "036",
        Wildcard("café"): "45",
        Wildcard("*ing"): "2",
        Wildcard("*x*"): "",
        Fuzzy("trop", distance=1): "03",
        Fuzzy("trooops", distance=1): "01",
        Prefix("nothing"): "",
    }.items():
        answer = found(view, node)
        assert (ids(answer), answer.cut) == (expected, ()), node


def test_nearer_fuzzy_words_are_worth_more(tmp_path: Path) -> None:
    answer = found(view_of(tmp_path), Fuzzy("troop", distance=2))
    assert {ranked.id: ranked.score for ranked in answer.first} == pytest.approx(
        {"0": 1, "3": 1, "1": 1 / 2, "2": 1 / 3, "6": 1 / 3}
    )


def test_the_commonest_words_are_looked_for_where_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expansions, "MOST_WORDS", 1)
    view = view_of(tmp_path)
    cut = Prefix("troop")
    assert ids(found(view, cut)) == "01", "the commonest of each segment is troops"
    assert found(view, cut).cut == (cut,)
    assert found(view, cut).cut == (cut,), "also where it is remembered"
    assert found(view, Or((Wildcard("trooping"), Not(cut)))).cut == (cut,)
    assert found(view, Wildcard("trooping")).cut == ()
    assert ids(found(view, Fuzzy("stoop", distance=2))) == "36", "the nearest come first"


def test_any_word_is_found_without_looking_for_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expansions, "MOST_WORDS", 1)
    view = view_of(tmp_path)
    for text in ("*", "?*", "*?", "**"):
        answer = found(view, Wildcard(text))
        assert (answer.total, answer.cut) == (len(TEXTS), ())
    assert found(view, Wildcard("*", "title")).total == 0
