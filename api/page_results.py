"""What was found, as the search page shows it: frozen values with addresses and safe markup."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from api.page_languages import language_name
from api.page_state import FILTERS, PageState
from api.page_translation import gettext as _
from api.paging import Page
from api.searching import Found
from index import Facet, Hit, Mark, Node, Snippet, mark_text, to_html

MOST_FACET_VALUES = 100
"""So many values of a facet are shown when more are asked for; beyond, they are searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """An article that was found. `title` and `snippets` have their matches marked."""

    id: str
    address: str
    title: Markup
    snippets: tuple[Markup, ...]
    document: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A value of a facet, and whether a filter selects it."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """A facet. `search` is where its values are looked among; `more` the page with more of them,
    None if all are there."""

    name: str
    label: str
    values: tuple[ValueView, ...]
    other: int
    search: str
    more: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterView:
    """A filter that is set, and the page without it."""

    name: str
    label: str
    value: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Another page: its number, None for those left out between two."""

    number: int | None
    address: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """All that was found. `first` is the place of the first hit shown, from 1; `corrected` is a
    better spelling and the page of it."""

    page: Page
    hits: tuple[HitView, ...]
    first: int
    facets: tuple[FacetView, ...]
    filters: tuple[FilterView, ...]
    steps: tuple[Step, ...]
    previous: str | None
    next: str | None
    corrected: tuple[str, str] | None
    relaxed: bool
    cut: tuple[str, ...]


def make_view(found: Found, page: Page, state: PageState, path: str) -> SearchView:
    """What a search found, at the page's `path`."""
    number = page.number or 1
    better, size = found.corrected, found.request.snippets.size
    return SearchView(
        page=page,
        hits=tuple(_hit(hit, found.question.node, state, size) for hit in page.hits),
        first=(number - 1) * page.size + 1,
        facets=tuple(_facet(name, found.result.facets[name], state, path) for name in FILTERS),
        filters=tuple(active_filters(state, path)),
        steps=tuple(_steps(number, page.count, state, path)),
        previous=state.at_page(min(number - 1, page.count)).address(path)
        if number > 1 and page.count
        else None,
        next=state.at_page(number + 1).address(path) if number < page.count else None,
        corrected=(better, state.with_values(q=better).address(path)) if better else None,
        relaxed=found.question.relaxed,
        cut=found.result.cut,
    )


def filter_label(name: str) -> str:
    """What a filter is called."""
    labels = {
        "source": _("Source"),
        "agency": _("Agency"),
        "author": _("Author"),
        "language": _("Language"),
        "from": _("From"),
        "to": _("To"),
    }
    return labels[name]


def value_label(name: str, value: str) -> str:
    """What a filter's value is called."""
    return language_name(value) if name == "language" else value


def active_filters(state: PageState, path: str) -> Iterable[FilterView]:
    """Every filter that is set."""
    for name, value in state.pairs:
        if name in (*FILTERS, "from", "to"):
            yield FilterView(
                name=name,
                label=filter_label(name),
                value=value_label(name, value),
                address=state.without_value(name, value).address(path),
            )


def _hit(hit: Hit, node: Node, state: PageState, size: int) -> HitView:
    """An article, whose address carries the search along: its page marks the matches and leads
    back. `size` is that of its snippets."""
    document = hit.document
    title = document["title"]
    return HitView(
        id=hit.id,
        address=state.address(url_for("article_pages.article", id=hit.id)),
        title=_marked(title, mark_text(title, node, "title", document["language"])),
        snippets=tuple(_passage(snippet, document, size) for snippet in hit.snippets),
        document=document,
    )


_ENDS = tuple(".!?…。！？؟:;\"'”’»)")


def _passage(snippet: Snippet, document: dict[str, Any], size: int) -> Markup:
    """A snippet, with dots where it begins or ends within a sentence."""
    text = snippet.text
    before = "… " if snippet.start and text[:1].islower() else ""
    after = "" if text.endswith(_ENDS) or _is_last(snippet, document, size) else " …"
    return before + _marked(text, snippet.marks) + after


def _is_last(snippet: Snippet, document: dict[str, Any], size: int) -> bool:
    """Whether its field ends with the snippet, as far as can be told without the body: a passage
    that something follows has at least half of its size (see `index.passages`)."""
    whole = document.get(snippet.field)
    if whole is None:
        return len(snippet.text) < size // 2
    return snippet.start + len(snippet.text) >= len(whole.rstrip())


def _marked(text: str, marks: Iterable[Mark]) -> Markup:
    return Markup(to_html(text, marks))  # to_html escapes the text


def _facet(name: str, facet: Facet, state: PageState, path: str) -> FacetView:
    more = None
    if facet.other and state.first("facet_size") != str(MOST_FACET_VALUES):
        more = state.with_values(facet_size=str(MOST_FACET_VALUES)).address(path)
    return FacetView(
        name=name,
        label=filter_label(name),
        values=tuple(
            ValueView(value=value, label=value_label(name, value), count=count, selected=selected)
            for value, count, selected in facet.buckets
        ),
        other=facet.other,
        search=state.for_facet().address(url_for("search.list_facet_values", field=name)),
        more=more,
    )


def _steps(number: int, count: int, state: PageState, path: str) -> Iterable[Step]:
    """The first page, the last, and those around the current one, gaps between them told."""
    near = range(max(1, number - 2), min(count, number + 2) + 1)
    before = 0
    for each in sorted({1, count, *near}) if count else ():
        if each > before + 1:
            yield Step(number=None)
        yield Step(number=each, address=state.at_page(each).address(path), current=each == number)
        before = each
