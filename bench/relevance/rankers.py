"""The engines compared: each ranks a collection's documents for the words of a query, a document
with any of them being found; equal scores by ascending id, as text."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from whoosh import fields, qparser, scoring
from whoosh.analysis import StemmingAnalyzer
from whoosh.filedb.filestore import RamStorage

from archive import Article
from bench.relevance.collection import Document
from bench.relevance.measure import Ranker, RankerMaker
from index import Operator, SearchRequest, SnippetRequest, parse_query
from index.whoosh_engine.engine import WhooshEngine

DEPTH = 1_000
"""How many documents a ranking has at most, as in trec_eval."""

_WORD = re.compile(r"\w+")


@contextmanager
def archive_ranker(documents: Sequence[Document]) -> Iterator[Ranker]:
    """This archive: a real index, and what `/v1/search?operator=or` asks of it."""
    with tempfile.TemporaryDirectory(prefix="relevance-") as folder:
        engine = WhooshEngine(Path(folder), "relevance")
        with engine.rebuilding("relevance") as rebuild, rebuild.writing(1) as writer:
            for document in documents:
                writer.put(document.id, Article(title=document.title, body=document.text))

        def rank(query: str) -> list[str]:
            request = SearchRequest(
                query=parse_query(plain_text(query), operator=Operator.OR),
                limit=DEPTH,
                facets=(),
                snippets=SnippetRequest(count=0),
            )
            return [hit.id for hit in engine.search(request).hits]

        yield rank
        engine.close()


def plain_text(query: str) -> str:
    """The words of a query, with nothing that is syntax in a query language: they were written for
    people, and `-dash` is no order to leave out what has the word.

    >>> plain_text("what methods -dash exact OR approximate -dash?")
    'what methods dash exact or approximate dash'
    """
    return " ".join(_WORD.findall(query)).lower()


@contextmanager
def whoosh_ranker(documents: Sequence[Document]) -> Iterator[Ranker]:
    """Stock Whoosh: its analysis with stop words, title and text, BM25F, words joined by OR."""
    analyzer = StemmingAnalyzer()
    schema = fields.Schema(
        id=fields.ID(stored=True),
        title=fields.TEXT(analyzer=analyzer),
        text=fields.TEXT(analyzer=analyzer),
    )
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for document in sorted(documents, key=lambda each: each.id):  # it keeps the order of equal hits
        writer.add_document(id=document.id, title=document.title, text=document.text)
    writer.commit()
    searcher = index.searcher(weighting=scoring.BM25F())
    parser = qparser.MultifieldParser(["title", "text"], schema, group=qparser.OrGroup)

    def rank(query: str) -> list[str]:
        found = searcher.search(parser.parse(plain_text(query)), limit=DEPTH)
        return [hit["id"] for hit in found]

    yield rank
    searcher.close()


@contextmanager
def bm25s_ranker(documents: Sequence[Document], *, k1: float) -> Iterator[Ranker]:
    """bm25s: title and text as one, Porter2 stems, its English stop words, Lucene's BM25."""
    documents = sorted(documents, key=lambda each: each.id)
    stemmer = Stemmer.Stemmer("english")

    def tokens(texts: list[str]) -> list[list[str]]:
        found: list[list[str]] = bm25s.tokenize(
            texts, stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
        )
        return found

    engine = bm25s.BM25(method="lucene", k1=k1)
    engine.index(
        tokens([f"{document.title} {document.text}" for document in documents]),
        show_progress=False,
    )

    def rank(query: str) -> list[str]:
        (words,) = tokens([query])
        if not words:
            return []
        scores = engine.get_scores(words)
        order = np.argsort(-scores, kind="stable")[:DEPTH]
        return [documents[place].id for place in order.tolist() if scores[place] > 0]

    yield rank


ARCHIVE = "this archive"
RANKERS: dict[str, RankerMaker] = {
    ARCHIVE: archive_ranker,
    "stock Whoosh": whoosh_ranker,
    "bm25s, k1 = 1.2": partial(bm25s_ranker, k1=1.2),
    "bm25s, k1 = 1.5": partial(bm25s_ranker, k1=1.5),  # its default
}
