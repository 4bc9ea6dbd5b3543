"""The state of the search page: all of it in its address, named as `GET /v1/search` names it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from api import problems
from api.problems import Problem
from api.services import this_request

FILTERS = ("source", "agency", "author", "language")
"""Parameters that name values, in the order in which the page shows them."""

_DEFAULTS = {
    "operator": "and",
    "exact": "false",
    "interval": "auto",
    "sort": "relevance",
    "page": "1",
    "page_size": "10",
    "facet_size": "10",
}
_NAMES = frozenset(
    ("q", *FILTERS, "from", "to", "timezone", "boost_recent", *_DEFAULTS),
)
_OF_THE_PAGE = frozenset(("interval", "page", "page_size", "facet_size"))
"""What an export has no use for: it takes every hit and no facet."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageState:
    """Parameters and their values, without those that say what would be so anyway."""

    pairs: Pairs = ()

    @classmethod
    def of_this_request(cls) -> "PageState":
        """What this request's address says; raises a Problem for one that is not UTF-8.

        What a form sends empty was left out by whoever filled it in, and what the page does not
        know was put there by others, to follow a link's way: both are passed over.
        """
        try:
            text = this_request().query_string.decode()
            pairs = parse_qsl(text, errors="strict")
        except UnicodeDecodeError as error:
            raise Problem(
                problems.MALFORMED_REQUEST, "The address's parameters are not valid UTF-8."
            ) from error
        return cls(
            tuple(
                (name, value)
                for name, value in pairs
                if name in _NAMES and value.strip() and _DEFAULTS.get(name) != value
            )
        )

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter."""
        return tuple(value for key, value in self.pairs if key == name)

    def first(self, name: str) -> str:
        """The value of a parameter that comes once; empty where it is not there."""
        return next(iter(self.values(name)), "")

    @property
    def query(self) -> str:
        """The query, empty for every article."""
        return self.first("q")

    @property
    def narrows(self) -> bool:
        """Whether the articles are filtered, beside the query."""
        return any(name in (*FILTERS, "from", "to") for name, _ in self.pairs)

    def with_values(self, **changes: str | Iterable[str] | None) -> "PageState":
        """The first page of the state with other values of these parameters (`from_` is `from`),
        None for none."""
        changed = {name.rstrip("_"): value for name, value in changes.items()}
        kept = self._without({"page", *changed})
        added = [
            (name, each)
            for name, value in changed.items()
            for each in ((value,) if isinstance(value, str) else value or ())
        ]
        return PageState((*kept, *added))

    def without_value(self, name: str, value: str) -> "PageState":
        """The first page of the state without one of a parameter's values."""
        return PageState(tuple(each for each in self._without({"page"}) if each != (name, value)))

    def without_filters(self) -> "PageState":
        """The first page of the state with nothing but the query and how it is looked at."""
        return PageState(self._without({"page", "from", "to", *FILTERS}))

    def at_page(self, number: int) -> "PageState":
        """Another page of the state."""
        place = (("page", str(number)),) if number > 1 else ()
        return PageState((*self._without({"page"}), *place))

    def for_export(self, **more: str) -> "PageState":
        """What an export or a feed of the same articles is asked, and what else it is told."""
        return PageState((*self.sorted()._without(_OF_THE_PAGE), *more.items()))

    def for_facet(self) -> "PageState":
        """What the values of a facet over the same articles are asked."""
        return PageState(self._without({"sort", "boost_recent", *_OF_THE_PAGE}))

    def sorted(self) -> "PageState":
        """The state with its order named where it is not the usual one: without a query, nothing
        is more relevant than anything else, so that the newest come first."""
        if self.query or self.first("sort"):
            return self
        return PageState((*self.pairs, ("sort", "newest")))

    def address(self, path: str) -> str:
        """The address of the state at a path."""
        return f"{path}?{'&'.join(map(_encoded, self.pairs))}" if self.pairs else path

    def _without(self, names: Iterable[str]) -> Pairs:
        left = frozenset(names)
        return tuple(pair for pair in self.pairs if pair[0] not in left)


@lru_cache(maxsize=128)
def _encoded(pair: tuple[str, str]) -> str:
    """A parameter as it stands in an address: a page's addresses are of few, over and over."""
    return urlencode((pair,))
