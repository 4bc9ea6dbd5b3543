"""Parameters -> what the index is asked."""

from typing import Any

from index import All, Highlight, Node, SearchRequest, SnippetRequest, Sort

Parameters = dict[str, Any]


def search_request(parameters: Parameters, node: Node) -> SearchRequest:
    """The search that SearchParameters and the parsed query ask for."""
    return SearchRequest(
        query=node,
        filters=parameters["filters"],
        sort=parameters["sort"],
        offset=_offset(parameters),
        limit=parameters["page_size"],
        facets=parameters["facets"],
        facet_size=parameters["facet_size"],
        interval=parameters["interval"],
        snippets=parameters["snippet_request"],
    )


def list_request(parameters: Parameters) -> SearchRequest:
    """The list that ListParameters ask for: nothing but the articles."""
    return SearchRequest(
        query=All(),
        filters=parameters["filters"],
        sort=Sort(parameters["sort"]),
        offset=_offset(parameters),
        limit=parameters["page_size"],
        facets=(),
        snippets=SnippetRequest(count=0, highlight=Highlight.NONE),
    )


def _offset(parameters: Parameters) -> int:
    offset: int = (parameters["page"] - 1) * parameters["page_size"]
    return offset
