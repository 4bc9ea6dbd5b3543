"""What every engine under test must do: the same work for the same query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol

from archive import Article
from bench.queries import BenchQuery, QueryClass

HITS = 10
SNIPPET_SIZE = 200  # characters, about
FACET_SIZE = 50  # more than there are sources: every count is returned
TITLE_BOOST = 3.0
THREADS = 2  # for engines that build with several


@dataclass(frozen=True, slots=True)
class AnswerHit:
    """One of the ten, with its stored fields and one snippet as HTML with `<mark>`."""

    id: str
    score: float
    title: str
    source: str | None
    agencies: tuple[str, ...]
    published: str | None
    url: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search comes back with: exact total, hits, and counts by facet and value."""

    total: int
    hits: tuple[AnswerHit, ...]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


class Peer(Protocol):
    """An engine in a folder of its own. A class is made with the folder; nothing is opened yet."""

    name: str
    note: str  # how it is set up, for results.md
    classes: frozenset[QueryClass]
    cached: bool  # whether an index of an earlier run, and its figures, may be used again

    def build(self, articles: Iterable[tuple[str, Article]]) -> None:
        """Write a new index of the articles; when it returns, they can be searched."""

    def open(self) -> None:
        """Open the index for searching."""

    def search(self, query: BenchQuery) -> Answer:
        """Answer from the index that is open."""

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
