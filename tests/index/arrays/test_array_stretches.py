"""Where tokens stand in just some documents, against reading everything."""

import random
from itertools import pairwise
from pathlib import Path

import numpy as np

from index.analysis import terms
from index.fields import Analyzer
from index.whoosh_engine.arrays.addresses import addresses_in
from index.whoosh_engine.arrays.blocks import ADDRESS_BITS
from index.whoosh_engine.arrays.layout import IndexDocument
from index.whoosh_engine.arrays.merging import merge_segments
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.stretches import STRETCH, boundary, stretches
from tests.index.arrays.array_oracle import random_documents, with_deleted, write_segment


def test_positions_in_some_documents_are_those_of_all(tmp_path: Path) -> None:
    segment = write_segment(tmp_path / "x.arrays", random_documents(5, 3000))
    field = segment.fields["body"]
    draw = random.Random(5)
    for _ in range(20):
        documents = np.array(sorted(draw.sample(range(3000), 12)), np.int32)
        first = draw.randrange(len(field.terms))
        spans = [range(first, first + 1), range(0), range(draw.randrange(first + 1), first + 1)]
        addresses, ends = addresses_in(field, spans, documents)
        for span, found in zip(spans, np.split(addresses, ends[:-1]), strict=True):
            expected = []
            for number in span:
                positions = field.positions(number)
                for place, document in enumerate(field.documents(number).tolist()):
                    own = positions.flat[positions.starts[place] : positions.starts[place + 1]]
                    for rank in np.flatnonzero(documents == document).tolist():
                        expected += [(rank << ADDRESS_BITS) + at for at in own.tolist()]
            assert found.tolist() == sorted(expected)


def test_a_text_is_cut_into_stretches_at_its_boundaries() -> None:
    draw = random.Random(1)
    for length in (0, 1, STRETCH - 1, STRETCH, STRETCH + 1, 5000):
        for spaces in ("", " ", " \n"):
            text = "".join(draw.choices("ab" * 8 + "é" + spaces, k=length))
            parts = stretches(text)
            edges = [boundary(text, number) for number in range(len(parts) + 1)]
            assert edges[-1] == len(text)
            assert [part.split() for part in parts] == [
                text[start:end].split() for start, end in pairwise(edges)
            ]


def test_stretches_are_counted_for_bodies_of_one_value_and_kept_by_a_merge(tmp_path: Path) -> None:
    long = "north-korean troops - " * 40
    texts: list[str | tuple[str, ...]] = [
        long,
        ("two", "values"),
        "é" * 300 + " " + long,
        "- " * 400,
    ]
    documents = [IndexDocument(id=f"{n}", texts={"body": text}) for n, text in enumerate(texts)]
    segment = write_segment(tmp_path / "one.arrays", documents)
    counts = [list(segment.stretches.of(document)) for document in range(len(texts))]
    assert counts[1] == []
    for text, own in zip(texts, counts, strict=True):
        if isinstance(text, str):
            assert own == [len(terms(part, Analyzer.TEXT)) for part in stretches(text)]
    with (tmp_path / "merged.arrays").open("wb") as file:
        merge_segments([with_deleted(segment, {"0"}), segment], file)
    merged = SegmentArrays.open(tmp_path / "merged.arrays").stretches
    assert [list(merged.of(document)) for document in range(7)] == counts[1:] + counts
