"""Pages parted by their hosts, so that no page is measured by what a page of its host taught."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlsplit

_PARTS = 5
_DRAWS = 500


class HasUrl(Protocol):
    """A page that knows its address."""

    @property
    def url(self) -> str | None:
        """Its address."""


PageT = TypeVar("PageT", bound=HasUrl)
ScoreT = TypeVar("ScoreT")


class Folds(Generic[PageT]):
    """Pages parted into five, each host's in one part; iterating yields (others', part's) pages."""

    def __init__(self, pages: Sequence[PageT], seed: int = 0) -> None:
        self._pages = pages
        self.hosts = sorted({host_of(page.url) for page in pages})
        shuffled = list(self.hosts)
        random.Random(seed).shuffle(shuffled)
        self._part = {host: number % _PARTS for number, host in enumerate(shuffled)}

    def __iter__(self) -> Iterator[tuple[list[PageT], list[PageT]]]:
        for part in range(_PARTS):
            own = [page for page in self._pages if self._part[host_of(page.url)] == part]
            others = [page for page in self._pages if self._part[host_of(page.url)] != part]
            yield others, own


def host_of(url: str | None) -> str:
    """A page's host without "www.", the page itself where it has no address."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


def bootstrap(
    scores: Sequence[tuple[str | None, ScoreT]],
    compute: Callable[[Sequence[ScoreT]], float],
    seed: int = 0,
) -> tuple[float, float]:
    """The interval of 95 % of a figure: hosts drawn at random with all their pages, 500 times.

    `scores` are pairs of a page's address and its score.
    """
    by_host: dict[str, list[ScoreT]] = {}
    for url, score in scores:
        by_host.setdefault(host_of(url), []).append(score)
    hosts = sorted(by_host)
    draw = random.Random(seed)
    figures = sorted(
        compute([score for host in draw.choices(hosts, k=len(hosts)) for score in by_host[host]])
        for _ in range(_DRAWS)
    )
    return figures[_DRAWS // 40], figures[-1 - _DRAWS // 40]
