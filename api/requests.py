"""Parameters -> what the index is asked."""

from datetime import datetime
from typing import Any

from api.parameters import FILTERS
from index import All, Filters, Highlight, Node, Published, SearchRequest, SnippetRequest, Sort

Parameters = dict[str, Any]


def search_request(parameters: Parameters, node: Node) -> SearchRequest:
    """The search that SearchParameters and the parsed query ask for."""
    members = parameters["fields_"]
    shown = members is None or "snippets" in members
    return SearchRequest(
        query=node,
        filters=_filters(parameters),
        sort=parameters["sort"],
        offset=_offset(parameters),
        limit=parameters["page_size"],
        facets=parameters["facets"],
        facet_size=parameters["facet_size"],
        interval=parameters["interval"],
        snippets=SnippetRequest(
            count=parameters["snippets"] if shown else 0,
            size=parameters["snippet_size"],
            highlight=parameters["highlight"],
        ),
    )


def list_request(parameters: Parameters) -> SearchRequest:
    """The list that ListParameters ask for: nothing but the articles."""
    return SearchRequest(
        query=All(),
        filters=_filters(parameters),
        sort=Sort(parameters["sort"]),
        offset=_offset(parameters),
        limit=parameters["page_size"],
        facets=(),
        snippets=SnippetRequest(count=0, highlight=Highlight.NONE),
    )


def _offset(parameters: Parameters) -> int:
    offset: int = (parameters["page"] - 1) * parameters["page_size"]
    return offset


def _filters(parameters: Parameters) -> Filters:
    start, end = parameters["from_"], parameters["to"]
    first: datetime | None = start[0] if start else None
    last: datetime | None = end[1] if end else None
    return Filters(
        values={name: parameters[name] for name in FILTERS if parameters[name]},
        published=Published(first, last),
    )
