"""Builds the same documents twice: as array segments, and as stock Whoosh segments, the oracle."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, formats
from whoosh.filedb.filestore import RamStorage
from whoosh.query import (
    And,
    AndNot,
    FuzzyTerm,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    TermRange,
    Wildcard,
)
from whoosh.reading import MultiReader
from whoosh.searching import Searcher

from index.analysis import terms
from index.analysis.words import analyse
from index.whoosh_engine.arrays.builder import SegmentBuilder
from index.whoosh_engine.arrays.codec import whoosh_reader
from index.whoosh_engine.arrays.layout import TEXT_FIELDS, VALUE_GAP, IndexDocument
from index.whoosh_engine.arrays.segment import SegmentArrays

_SOME_WORDS = """
    troops korea seoul russia war the the the of of in kim yonhap reuters nuclear missile minister
    talks zürich café naïve łódź 東京 서울 москва αθήνα u.s 2024 13,000 weapon weapons weaponry
    wearing north northern korean koreans president presidents said say says north-korean - o’neil
    cafe CAFÉ résumé resume résumés kriege krieg krieges
"""
WORDS = _SOME_WORDS.split()


class _Analysed(fields.FieldType):
    """What ArrayField is, but stock Whoosh can write it."""

    def __init__(self, name: str) -> None:
        super().__init__(formats.Positions(), None, scorable=True)
        self.name = name

    def index(
        self, value: str | tuple[str, ...], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: dict[str, list[int]] = defaultdict(list)
        start = 0
        for text in (value,) if isinstance(value, str) else value:
            found = analyse(text, TEXT_FIELDS[self.name])
            for place, (term, _) in enumerate(found, start):
                places[term].append(place)
            start += len(found) + VALUE_GAP
        for term, positions in places.items():
            count = len(positions)
            yield term.encode(), count, float(count), self.format.encode(positions)


def stock_schema() -> fields.Schema:
    schema = fields.Schema(id=fields.ID(unique=True, stored=True))
    for name in TEXT_FIELDS:
        schema.add(name, _Analysed(name))
    return schema


def stock_searcher(groups: Sequence[Sequence[IndexDocument]], deleted: set[str]) -> Searcher:
    """Stock Whoosh's searcher over one segment for each group."""
    index = RamStorage().create().create_index(stock_schema())
    for group in groups:
        writer = index.writer()
        for document in group:
            writer.add_document(id=document.id, **document.texts)
        writer.commit(merge=False)
    if deleted:
        writer = index.writer()
        for key in deleted:
            writer.delete_by_term("id", key)
        writer.commit(merge=False)
    return index.searcher()


def write_segment(path: Path, documents: Sequence[IndexDocument], **options: Any) -> SegmentArrays:
    with path.open("wb") as file:
        builder = SegmentBuilder(file, **options)
        for document in documents:
            builder.add(document)
        builder.finish()
    return SegmentArrays.open(path)


def with_deleted(segment: SegmentArrays, ids: set[str]) -> SegmentArrays:
    found = [segment.ids.find(key) for key in ids]
    numbers = sorted(number for number in found if number is not None)
    return segment.with_deleted(np.array(numbers, np.int32))


def array_searcher(segments: Sequence[SegmentArrays]) -> Searcher:
    readers = [whoosh_reader(segment) for segment in segments]
    return Searcher(readers[0] if len(readers) == 1 else MultiReader(readers))


def random_documents(
    seed: int,
    count: int,
    *,
    longest: int = 60,
    first: int = 0,
    languages: Sequence[str | None] = (None,),
) -> list[IndexDocument]:
    """Articles of random words; some fields empty, ids in no order."""
    draw = random.Random(seed)

    def text(longest: int) -> str:
        return " ".join(draw.choices(WORDS, k=draw.randint(0, longest)))

    names = ["Yonhap News", "AP", "", "Kim Min-ji", "Łukasz Żak"]
    documents = []
    for number in range(first, first + count):
        authors = tuple(draw.sample(names, draw.randint(0, 3)))
        texts: dict[str, str | tuple[str, ...]] = {"body": text(longest)}
        if draw.random() < 0.8:
            texts["title"] = text(8)
        if draw.random() < 0.3:
            texts["description"] = text(20)
        if authors:
            texts["author"] = authors
        source = draw.choice(["Hindustan Times", "BBC", None])
        texts |= {"source": source} if source else {}
        documents.append(
            IndexDocument(
                id=f"{draw.getrandbits(40):010x}-{number}",
                texts=texts,
                values={"author": authors, "source": (source,) if source else ()},
                instants={"published": draw.choice([None, draw.randint(-(10**15), 10**15)])},
                record=text(5).encode(),
                language=draw.choice(languages),
            )
        )
    return documents


def random_query(draw: random.Random, depth: int = 2) -> Query:
    """Any of the queries that the codec has to answer as stock Whoosh does."""
    field = draw.choice(["body", "body", "title", "description", "author"])
    analyzer = TEXT_FIELDS[field]
    word = draw.choice((terms(draw.choice([*WORDS, "absent"]), analyzer) or ["x"])[:1])
    boost = draw.choice([1.0, 1.0, 3.0, 1.5])
    kind = draw.randrange(12 if depth else 7)
    if kind < 2:
        return Term(field, word, boost=boost)
    if kind == 2:
        words = [
            (terms(draw.choice(WORDS), analyzer) or ["x"])[0] for _ in range(draw.randint(2, 3))
        ]
        return Phrase(field, words, slop=draw.randint(1, 4), boost=boost)
    if kind == 3:
        return Prefix(field, word[: draw.randint(1, 3)], constantscore=draw.random() < 0.5)
    if kind == 4:
        return Wildcard(field, word[:1] + "*" + word[-1:], constantscore=draw.random() < 0.5)
    if kind == 5:
        start, end = sorted([word, draw.choice(WORDS)])
        return TermRange(field, start, end, constantscore=draw.random() < 0.5)
    if kind == 6:
        return FuzzyTerm(field, word, maxdist=draw.randint(1, 2), prefixlength=draw.randint(0, 1))
    parts = [random_query(draw, depth - 1) for _ in range(draw.randint(2, 3))]
    if kind < 9:
        return And(parts)
    if kind < 11:
        return Or(parts)
    return AndNot(parts[0], parts[1]) if draw.random() < 0.5 else And([parts[0], Not(parts[1])])


def answer(
    searcher: Searcher, query: Query, limit: int | None
) -> tuple[int, list[tuple[int, float]]]:
    """The exact total, and the hits with their scores, bit for bit."""
    results = searcher.search(query, limit=limit)
    return len(results), [(hit.docnum, hit.score) for hit in results]
