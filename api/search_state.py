"""The search that a reader came from, carried along in addresses so that it is found unchanged."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

CARRIED = "search"
"""The parameter that holds a whole search on pages with parameters of their own (`from`, `to`)."""

_MOST = 500  # parameters: more than any search has, few enough to be read at once


@dataclass(frozen=True, slots=True)
class SearchState:
    """The parameters of a search page's address, in their order."""

    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> str:
        """What was searched for; empty where nothing was."""
        return next((value for name, value in self.pairs if name == "q"), "")

    @property
    def exact(self) -> bool:
        """Whether words were to be found as they are spelt only."""
        return ("exact", "true") in self.pairs or ("exact", "1") in self.pairs

    def __bool__(self) -> bool:
        return bool(self.pairs)

    def written(self) -> str:
        """The search as the part of an address that follows the question mark."""
        return urlencode(self.pairs)

    def address(self, path: str) -> str:
        """An address whose parameters are the search, as the search page's are."""
        return f"{path}?{self.written()}" if self.pairs else path

    def article_address(self, path: str, version: int | None = None) -> str:
        """The address of an article in this search, or of one of its versions."""
        own = () if version is None else (("version", str(version)),)
        return SearchState((*own, *self.pairs)).address(path)

    def carried(self, path: str, **parameters: int | str | None) -> str:
        """The address of a page with these parameters, which carries the search in one more."""
        own = {name: value for name, value in parameters.items() if value is not None}
        if self.pairs:
            own[CARRIED] = self.written()
        return f"{path}?{urlencode(own)}" if own else path


def search_of_article(parameters: MultiDict[str, str]) -> SearchState:
    """The search in the parameters of an article's page, which are the search's and `version`."""
    pairs = ((name, value) for name, value in parameters.items(multi=True) if name != "version")
    return SearchState(tuple(pairs)[:_MOST])


def carried_search(parameters: MultiDict[str, str]) -> SearchState:
    """The search that `SearchState.carried` put into an address."""
    written = parameters.get(CARRIED, "")
    try:
        return SearchState(tuple(parse_qsl(written, keep_blank_values=True, max_num_fields=_MOST)))
    except ValueError:  # more fields than any search has
        return SearchState()
