"""What arrays answer is what Whoosh's own matchers answer on the same segments."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from index import Interval, SearchRequest, Sort
from index.query import (
    All,
    And,
    Boosted,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Synonyms,
    Word,
)
from index.whoosh_engine.arrays import (
    ArrayIndex,
    IndexDocument,
    IndexWriter,
    Snapshot,
    merge_everything,
)
from index.whoosh_engine.evaluation import CommitView, matches, search
from tests.index.whoosh_matchers import whoosh_matches, whoosh_segments

WORDS = [
    *("seoul", "korea", "troops", "russia", "war", "weapons", "weaponry", "north", "south", "kim"),
    *("the", "of", "in", "who", "a", "treaty", "deploy", "deployment", "won't", "U.N.", "café"),
]
PREFIXES = ["s", "ko", "kor", "t", "tro", "depl", "weapons", "n", "w"]
START = datetime(2024, 10, 1, tzinfo=UTC)
SECOND = 1_000_000


class Chance(random.Random):
    """Random articles and queries of a small vocabulary, so that everything meets everything."""

    def text(self, least: int, most: int) -> str:
        return " ".join(self.choice(WORDS) for _ in range(self.randint(least, most)))

    def moment(self) -> datetime:
        return START + timedelta(hours=self.randint(0, 500))

    def document(self) -> IndexDocument:
        texts: dict[str, str | tuple[str, ...]] = {"title": self.text(1, 5)}
        if self.random() < 0.9:
            texts["body"] = self.text(0, 40)
        if self.random() < 0.5:
            texts["description"] = self.text(1, 6)
        return IndexDocument(
            id=f"id{self.randint(0, 400)}",
            texts=texts,
            values={"source": (self.choice("AB"),) if self.random() < 0.8 else ()},
            instants={
                "published": int(self.moment().timestamp()) * SECOND
                if self.random() < 0.9
                else None
            },
            record=b"{}",
        )

    def node(self, depth: int) -> Node:
        kind = self.random()
        if not depth or kind < 0.35:
            return self.leaf()
        if kind < 0.65:
            return And(tuple(self.node(depth - 1) for _ in range(self.randint(2, 3))))
        if kind < 0.82:
            return Or(tuple(self.node(depth - 1) for _ in range(self.randint(2, 3))))
        if kind < 0.86:
            return Boosted(self.node(depth - 1), self.choice([0.5, 2.0]))
        if kind < 0.92:
            return Synonyms(tuple(self.node(depth - 1) for _ in range(self.randint(1, 3))))
        return Not(self.node(depth - 1))

    def leaf(self) -> Node:
        kind = self.random()
        field = self.choice([None, None, None, "title", "body", "description"])
        if kind < 0.6:
            return Word(self.choice(WORDS), field)
        if kind < 0.75:
            return Phrase(self.text(1, 3), field, self.choice([0, 0, 1, 3]))
        if kind < 0.9:
            return Prefix(self.choice(PREFIXES), field)
        if kind < 0.95:
            return All()
        start = self.moment()
        return Published(start, start + timedelta(days=self.randint(0, 20)))


def make_index(folder: Path, chance: Chance) -> ArrayIndex:
    """An index of several segments, with deletions and replacements, sometimes merged."""
    index = ArrayIndex.create(folder, {})
    ids: list[str] = []
    for _ in range(chance.randint(1, 4)):
        with IndexWriter(index) as writer:
            for _ in range(chance.randint(1, 60)):
                document = chance.document()
                ids.append(document.id)
                writer.put(document)
            for _ in range(3):
                writer.delete(chance.choice(ids))
    if chance.random() < 0.25:
        merge_everything(index)
    return index


def expected_order(snapshot: Snapshot, node: Node) -> list[tuple[str, float]]:
    """Whoosh's matches in all segments, best first, equal ones by id."""
    found = [
        (segment.arrays.ids.of(document), score)
        for segment in whoosh_segments(snapshot)
        for document, score in whoosh_matches(segment, node)
    ]
    return sorted(found, key=lambda match: (-match[1], match[0]))


@pytest.mark.parametrize("many", [matches._MANY, 0, 10**9], ids=["as it is", "never", "always"])
@pytest.mark.parametrize("seed", range(12))
def test_arrays_answer_what_whoosh_answers(
    tmp_path: Path, seed: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whichever way leads to an answer, it is the same.
    monkeypatch.setattr(matches, "_MANY", many)
    chance = Chance(seed)
    snapshot = make_index(tmp_path / "index", chance).snapshot()
    view = CommitView(snapshot.segments)
    for _ in range(60):
        node = chance.node(3)
        expected = expected_order(snapshot, node)
        answer = search(view, SearchRequest(query=node, limit=1000, facets=()))
        assert answer.total == len(expected)
        scores = {ranked.id: ranked.score for ranked in answer.first}
        assert scores == pytest.approx(dict(expected), abs=1e-9), node
        assert_same_order([ranked.id for ranked in answer.first], expected)
        page = search(view, SearchRequest(query=node, offset=3, limit=4, facets=()))
        assert page.first == answer.first[3:7]


def test_many_documents_answer_what_whoosh_answers(tmp_path: Path) -> None:
    # So many that the first are chosen by blocks, some words are frequent and others are not.
    chance = Chance("many")
    index = ArrayIndex.create(tmp_path / "index", {})
    for part in (3000, 40):
        with IndexWriter(index) as writer:
            for _ in range(part):
                writer.put(replace(chance.document(), id=f"id{chance.randint(0, 99_999)}"))
    snapshot = index.snapshot()
    view = CommitView(snapshot.segments)
    for _ in range(12):
        node = chance.node(2)
        expected = expected_order(snapshot, node)
        answer = search(view, SearchRequest(query=node, limit=10, facets=()))
        assert answer.total == len(expected)
        scores = [ranked.score for ranked in answer.first]
        assert scores == pytest.approx([score for _, score in expected[:10]], abs=1e-9), node
        assert dict(expected).keys() >= {ranked.id for ranked in answer.first}


def assert_same_order(found: list[str], expected: list[tuple[str, float]]) -> None:
    """The same order, where scores that differ in their last bits only may change places."""
    scores = dict(expected)
    for first, second in pairwise(found):
        assert scores[first] >= scores[second] - 1e-9


def test_equal_scores_follow_each_other_by_id_across_segments(tmp_path: Path) -> None:
    index = ArrayIndex.create(tmp_path / "index", {})
    for ids in ("dbf", "ace"):
        with IndexWriter(index) as writer:
            for name in ids:
                writer.put(IndexDocument(id=name, texts={"title": "Seoul"}, record=b"{}"))
    view = CommitView(index.snapshot().segments)
    for sort in Sort:
        request = SearchRequest(query=Word("seoul"), sort=sort, limit=4, facets=())
        assert [ranked.id for ranked in search(view, request).first] == ["a", "b", "c", "d"]


def test_the_histogram_counts_what_each_interval_holds(tmp_path: Path) -> None:
    index = ArrayIndex.create(tmp_path / "index", {})
    days = ["0001-01-01", "1969-12-28", "1969-12-29", "1970-01-01", "2024-02-29", "9999-12-31"]
    with IndexWriter(index) as writer:
        for day in days:
            instant = int((datetime.fromisoformat(day) - datetime(1970, 1, 1)).total_seconds())
            writer.put(
                IndexDocument(
                    id=day, texts={}, instants={"published": instant * SECOND}, record=b""
                )
            )
    view = CommitView(index.snapshot().segments)
    for interval, expected in {
        Interval.DAY: days,
        Interval.WEEK: ["0001-01-01", "1969-12-22", "1969-12-29", "2024-02-26", "9999-12-27"],
        Interval.MONTH: ["0001-01", "1969-12", "1970-01", "2024-02", "9999-12"],
        Interval.YEAR: ["0001", "1969", "1970", "2024", "9999"],
    }.items():
        request = SearchRequest(limit=0, facets=("published",), interval=interval)
        buckets = search(view, request).facets["published"].buckets
        assert [bucket.value for bucket in buckets if bucket.count] == expected
        assert sum(bucket.count for bucket in buckets) == len(days)
