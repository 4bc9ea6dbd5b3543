"""What every engine under test must do: the same work for the same query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import orjson

from archive import Article
from bench.queries import BenchQuery, QueryClass

HITS = 10
SNIPPET_SIZE = 200  # characters, about
FACET_SIZE = 50  # more than there are sources: every count is returned
TITLE_BOOST = 3.0
THREADS = 2  # for engines that build with several


@dataclass(frozen=True, slots=True)
class Answer:
    """What is compared of an answer: its exact total (None where the engine knows none), the ids of
    its hits, and counts by facet and value."""

    total: int | None
    ids: tuple[str, ...]
    facets: dict[str, dict[str, int]]


def answer_json(
    query: BenchQuery,
    total: int | None,
    hits: Sequence[dict[str, Any]],
    facets: Mapping[str, Mapping[str, int]],
) -> bytes:
    """The answer as bytes in the shape of `/v1/search`: where each engine's clock stops."""
    return orjson.dumps(
        {
            "query": {
                "text": query.text,
                "parsed": query.text,
                "corrected": None,
                "relaxed": False,
                "cut": [],
            },
            "total": total,
            "page": 1,
            "page_size": HITS,
            "pages": -(-(total or 0) // HITS),
            "next_cursor": None,
            "took_ms": 0.0,
            "hits": hits,
            "facets": {
                name: {
                    "buckets": [
                        {"value": value, "count": count, "selected": False}
                        for value, count in counts.items()
                    ],
                    "missing": 0,
                    "other": 0,
                }
                for name, counts in facets.items()
            },
        }
    )


def hit_json(
    *,
    id: str,
    score: float,
    title: str,
    source: str | None,
    agencies: Sequence[str],
    published: str | None,
    url: str | None,
    snippet: str,
) -> dict[str, Any]:
    """One of the ten, for `answer_json`; what no peer stores is the same in every article."""
    return {
        "id": id,
        "score": score,
        "title": title,
        "description": None,
        "url": url,
        "language": "en",
        "published": {
            "at": published,
            "precision": "minute",
            "timezone": "UTC",
            "method": "json",
            "confidence": "high",
            "evidence": "",
        },
        "source": source,
        "source_kind": "outlet",
        "agencies": agencies,
        "authors": (),
        "snippets": ({"field": "body", "html": snippet},),
        "links": {"self": f"/v1/documents/{id}"},
    }


def read_answer(json: bytes) -> Answer:
    """What is compared of an answer; a value that nothing has is as good as none."""
    answer = orjson.loads(json)
    facets = {
        name: {bucket["value"]: bucket["count"] for bucket in facet["buckets"] if bucket["count"]}
        for name, facet in answer["facets"].items()
    }
    return Answer(answer["total"], tuple(hit["id"] for hit in answer["hits"]), facets)


class Peer(Protocol):
    """An engine in a folder of its own. A class is made with the folder; nothing is opened yet."""

    name: str
    note: str  # how it is set up, for results.md
    classes: frozenset[QueryClass]
    cached: bool  # whether an index of an earlier run, and its figures, may be used again

    def build(self, articles: Iterable[tuple[str, Article]]) -> None:
        """Write a new index of the articles; when it returns, they can be searched."""

    def settle(self) -> None:
        """After `build`: finish the merging that it has left to do, and let go of files."""

    def open(self) -> None:
        """Open the index for searching."""

    def search(self, query: BenchQuery) -> bytes:
        """Answer from the index that is open, as `answer_json` does."""

    def replace(self, id: str, article: Article) -> None:
        """Put one article in place of the one with this id; the next search sees it."""

    def refresh(self) -> None:
        """See what other processes have written; nothing for those that always do."""

    def close(self) -> None:
        """Let go of files."""


def folder_bytes(folder: Path) -> int:
    """The size of all files below, in bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@cache
def month_name(number: int) -> str:
    """The month `year * 12 + month - 1` as `YYYY-MM`."""
    year, month = divmod(number, 12)
    return f"{year}-{month + 1:02d}"


def month_number(article: Article) -> int | None:
    """The month of publication as a number (see `month_name`), in UTC."""
    if article.published is None:
        return None
    at = article.published.utc
    return at.year * 12 + at.month - 1


ALL_CLASSES = frozenset(QueryClass)
