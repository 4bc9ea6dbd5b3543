"""What helps when nothing was found: is there anything at all, and which filter is in the way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from api.page_results import filter_label, value_label
from api.page_state import FILTERS, PageState
from api.page_translation import gettext as _
from api.requests import NO_SNIPPETS
from api.searching import Found, Question
from api.services import services
from index import (
    And,
    Boosted,
    Filters,
    Node,
    Not,
    Operator,
    Or,
    Phrase,
    Published,
    SearchRequest,
    parse_query,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """A search without one of the filters, and how many articles it finds."""

    label: str
    value: str
    total: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What to try: the ways out, and how many articles there are without any filter. `empty` is
    whether the archive holds none at all, `fewer_words` whether fewer could find more."""

    empty: bool
    fewer_words: bool = False
    ways_out: tuple[WayOut, ...] = ()
    unfiltered: int = 0


def help_for(found: Found, question: Question, state: PageState, path: str) -> Help:
    """What to try after a search for the question that found nothing."""
    if not state.query and not state.narrows:
        return Help(empty=True)
    # What all of the words did not find, any of them did not find either: it was asked.
    any_word = parse_query(state.query, operator=Operator.OR, relaxed=True, now=question.began)
    bare = replace(
        found.request, query=question.node, offset=0, limit=0, facets=(), snippets=NO_SNIPPETS
    )
    return Help(
        empty=False,
        fewer_words=_wants_several(any_word),
        ways_out=tuple(_ways_out(bare, state, path)),
        unfiltered=_count(bare, Filters()) if state.narrows else 0,
    )


def _wants_several(node: Node) -> bool:
    """Whether an article needs several words to match."""
    match node:
        case And(children=children):
            return sum(not isinstance(child, Not | Published) for child in children) > 1
        case Or(children=children):
            return any(map(_wants_several, children))
        case Boosted(child=child):
            return _wants_several(child)
        case Phrase(text=text):
            return len(text.split()) > 1
    return False


def _ways_out(request: SearchRequest, state: PageState, path: str) -> Iterator[WayOut]:
    """Each filter whose absence finds something."""
    filters = request.filters
    for name in FILTERS:
        if name in filters.values:
            others = {key: values for key, values in filters.values.items() if key != name}
            total = _count(request, replace(filters, values=others))
            if total:
                yield WayOut(
                    label=filter_label(name),
                    value=", ".join(value_label(name, each) for each in filters.values[name]),
                    total=total,
                    address=state.with_values(**{name: None}).address(path),
                )
    if filters.published != Published():
        total = _count(request, replace(filters, published=Published()))
        if total:
            yield WayOut(
                label=_("Dates"),
                value=f"{state.first('from') or '…'} – {state.first('to') or '…'}",
                total=total,
                address=state.with_values(from_=None, to=None).address(path),
            )


def _count(request: SearchRequest, filters: Filters) -> int:
    return services().engine.search(replace(request, filters=filters)).total
