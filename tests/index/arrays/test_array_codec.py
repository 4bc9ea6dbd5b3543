"""The codec's matchers find and score exactly what stock Whoosh finds and scores."""

import random
from pathlib import Path

import pytest
from whoosh.query import Every, Or, Phrase, Term
from whoosh.searching import Searcher

from index.whoosh_engine.arrays.layout import IndexDocument
from tests.index.arrays.array_oracle import (
    answer,
    array_searcher,
    random_documents,
    random_query,
    stock_searcher,
    with_deleted,
    write_segment,
)

_STATISTICS = (
    "weight",
    "doc_frequency",
    "min_length",
    "max_length",
    "max_weight",
    "min_id",
    "max_id",
)


def _pair(
    folder: Path, sizes: list[int], *, seed: int, deletions: float = 0.0, longest: int = 60
) -> tuple[Searcher, Searcher]:
    groups = [
        random_documents(seed + place, size, longest=longest, first=1000 * place)
        for place, size in enumerate(sizes)
    ]
    draw = random.Random(seed)
    deleted = {d.id for group in groups for d in group if draw.random() < deletions}
    segments = [
        with_deleted(write_segment(folder / f"{place}.arrays", group), deleted)
        for place, group in enumerate(groups)
    ]
    return stock_searcher(groups, deleted), array_searcher(segments)


@pytest.mark.parametrize(
    ("sizes", "deletions"),
    [([1], 0.0), ([300], 0.0), ([300], 0.3), ([1, 40, 200], 0.0), ([150, 1, 60, 90], 0.2)],
)
def test_every_query_gives_what_stock_whoosh_gives(
    tmp_path: Path, sizes: list[int], deletions: float
) -> None:
    stock, arrays = _pair(tmp_path, sizes, seed=sum(sizes), deletions=deletions)
    draw = random.Random(7)
    found = 0
    with stock, arrays:
        for _ in range(120):
            query = random_query(draw)
            limit = draw.choice([None, 1, 5, 10])
            try:
                expected = answer(stock, query, limit)
            except IndexError:  # Whoosh's AndNotMatcher asks a matcher that is at its end
                continue
            assert answer(arrays, query, limit) == expected, query
            found += bool(expected[0])
    assert found > 40 or sizes == [1]


def test_posting_lists_of_many_blocks_are_skipped_as_stock_whoosh_skips_them(
    tmp_path: Path,
) -> None:
    stock, arrays = _pair(tmp_path, [1500, 700], seed=3, longest=12, deletions=0.05)
    draw = random.Random(11)
    with stock, arrays:
        for _ in range(20):
            query = Or([random_query(draw, depth=1) for _ in range(3)])
            assert answer(arrays, query, 5) == answer(stock, query, 5), query


def test_a_phrase_does_not_span_two_authors(tmp_path: Path) -> None:
    document = IndexDocument(id="a", texts={"author": ("Kim Min", "Lee Jae")})
    with array_searcher([write_segment(tmp_path / "s.arrays", [document])]) as searcher:
        assert answer(searcher, Phrase("author", ["kim", "min"]), None)[0] == 1
        assert answer(searcher, Phrase("author", ["min", "lee"]), None)[0] == 0
        assert answer(searcher, Phrase("author", ["min", "lee"], slop=500), None)[0] == 0


def test_whoosh_reads_terms_statistics_columns_and_stored_fields(tmp_path: Path) -> None:
    groups = [random_documents(5, 120), random_documents(6, 30, first=200)]
    segments = [write_segment(tmp_path / f"{n}.arrays", group) for n, group in enumerate(groups)]
    with stock_searcher(groups, set()) as stock, array_searcher(segments) as arrays:
        ours, theirs = arrays.reader(), stock.reader()
        assert list(ours.all_terms()) == list(theirs.all_terms())
        assert list(ours.terms_from("body", b"m")) == list(theirs.terms_from("body", b"m"))
        for term in theirs.all_terms():
            mine, other = ours.term_info(*term), theirs.term_info(*term)
            for statistic in _STATISTICS:
                assert getattr(mine, statistic)() == getattr(other, statistic)(), (term, statistic)
        for name in ("title", "body", "author"):
            assert ours.field_length(name) == theirs.field_length(name)
            assert ours.max_field_length(name) == theirs.max_field_length(name)
        documents = [document for group in groups for document in group]
        for number, document in enumerate(documents):
            stored = ours.stored_fields(number)
            body = document.texts["body"]
            assert stored == {"id": document.id, "record": document.record, "body": body}
        published = ours.column_reader("published")
        assert published[0] == (documents[0].instants["published"] or published[0])
        assert answer(arrays, Every(), None)[0] == len(documents)
        assert answer(arrays, Term("id", documents[7].id), None) == (1, [(7, 1.0)])
