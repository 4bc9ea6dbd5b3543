"""Engines for tests of what stands on any engine."""

from collections.abc import Mapping
from pathlib import Path

from archive import Article
from index import Engine, SearchRequest, SnippetRequest, parse_query
from index.whoosh_engine.engine import WhooshEngine
from tests.contract.engines import fill


def indexed(place: Path, articles: Mapping[str, Article], *, batches: int = 1) -> Engine:
    """An engine of these articles."""
    engine = WhooshEngine(place / "index", "archive")
    fill(engine, articles, batches=batches)
    return engine


def total(engine: Engine, text: str) -> int:
    """How many articles a query text finds."""
    request = SearchRequest(
        query=parse_query(text), limit=0, facets=(), snippets=SnippetRequest(count=0)
    )
    return engine.search(request).total
