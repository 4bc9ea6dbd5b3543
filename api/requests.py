"""Parameters -> what the index is asked."""

from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError

from api.asked_filters import AskedFilters
from api.cursors import Place
from api.request_parser import invalid_parameters
from index import All, Filters, Highlight, Node, Recency, SearchRequest, SnippetRequest, Sort

Parameters = dict[str, Any]

NO_SNIPPETS = SnippetRequest(count=0, highlight=Highlight.NONE)


def search_request(
    parameters: Parameters, node: Node, *, began: datetime, place: Place | None
) -> SearchRequest:
    """The page of a search that SearchParameters and the parsed query ask for."""
    return SearchRequest(
        query=node,
        filters=filters_of(parameters, began),
        sort=parameters["sort"],
        offset=_offset(parameters, place),
        limit=_limit(parameters, place),
        after=place.hit if place else None,
        facets=parameters["facets"],
        facet_size=parameters["facet_size"],
        interval=parameters["interval"],
        zone=parameters["timezone"],
        recency=recency_of(parameters, began),
        explain=parameters["explain"],
        snippets=parameters["snippet_request"],
    )


def list_request(
    parameters: Parameters,
    *,
    node: Node = All(),  # noqa: B008 - a frozen value
    sort: Sort,
    began: datetime,
    place: Place | None,
) -> SearchRequest:
    """A page of nothing but the articles that ArticleParameters ask for."""
    return SearchRequest(
        query=node,
        filters=filters_of(parameters, began),
        sort=sort,
        offset=_offset(parameters, place),
        limit=_limit(parameters, place),
        after=place.hit if place else None,
        facets=(),
        snippets=NO_SNIPPETS,
    )


def facet_request(
    parameters: Parameters, node: Node, field: str, *, began: datetime
) -> SearchRequest:
    """The values of one facet that FacetValuesParameters ask for."""
    return SearchRequest(
        query=node,
        filters=filters_of(parameters, began),
        limit=0,
        facets=(field,),
        facet_size=parameters["facet_size"],
        facet_prefix=parameters["prefix"],
        interval=parameters["interval"],
        zone=parameters["timezone"],
        snippets=NO_SNIPPETS,
    )


def export_request(
    parameters: Parameters, node: Node, *, began: datetime, limit: int
) -> SearchRequest:
    """The first `limit` hits that ExportParameters ask for."""
    return SearchRequest(
        query=node,
        filters=filters_of(parameters, began),
        sort=parameters["sort"],
        limit=limit,
        recency=recency_of(parameters, began),
        facets=(),
        snippets=NO_SNIPPETS,
    )


def filters_of(parameters: Parameters, now: datetime) -> Filters:
    """What FilterParameters narrow by, with dates counted from `now` (aware); raises a Problem for
    a span of time that ends before it begins."""
    filters: AskedFilters = parameters["filters"]
    if isinstance(filters, Filters):
        return filters
    try:
        return filters.at(now)
    except ValidationError as error:
        raise invalid_parameters(error) from error


def clock_of(parameters: Parameters, now: datetime) -> str:
    """All that the parameters take from the clock, as a text for the answer's tag: the span of time
    if it counts from `now`, and the moment that recency counts from; empty for most."""
    counts_from_now = not isinstance(parameters["filters"], Filters)
    span = filters_of(parameters, now).published if counts_from_now else ""
    recency = recency_of(parameters, now) if parameters.get("boost_recent") else ""
    return f"{span}{recency}"


def recency_of(parameters: Parameters, began: datetime) -> Recency | None:
    """The boost for what is recent: to the minute, so that answers stay the same for as long."""
    half_life = parameters["boost_recent"]
    if half_life is None:
        return None
    return Recency(half_life, began.astimezone(UTC).replace(second=0, microsecond=0))


def _offset(parameters: Parameters, place: Place | None) -> int:
    if place is not None:
        return 0
    offset: int = (parameters["page"] - 1) * parameters["page_size"]
    return offset


def _limit(parameters: Parameters, place: Place | None) -> int:
    """From a cursor on, one more than a page holds: it tells whether there is another page."""
    size: int = parameters["page_size"]
    return size if place is None else size + 1
