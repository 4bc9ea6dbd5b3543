"""A whole search on one commit: match, filter, count, score, select."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.query import SearchRequest, Sort
from index.results import Facet
from index.whoosh_engine.arrays import SegmentArrays
from index.whoosh_engine.evaluation.counting import Found, count_facets
from index.whoosh_engine.evaluation.document_sets import Documents
from index.whoosh_engine.evaluation.evaluator import Evaluator
from index.whoosh_engine.evaluation.selection import Keys, falling, select
from index.whoosh_engine.evaluation.view import CommitView, SegmentView
from index.whoosh_engine.instants import NO_INSTANT


class Ranked(NamedTuple):
    """One of the first hits; `score` is 0 where nothing was scored."""

    segment: SegmentArrays
    document: int
    id: str
    score: float


class Answer(NamedTuple):
    """What a search found: the number of all hits, those asked for, and the facets."""

    total: int
    first: list[Ranked]
    facets: dict[str, Facet]


def search(view: CommitView, request: SearchRequest) -> Answer:
    """Answer the request; raises QueryTooBroad."""
    found: list[Found] = []
    keys: list[Keys] = []
    for segment in view.segments:
        evaluator = Evaluator(segment.arrays, view.impacts)
        unfiltered = segment.live(evaluator.documents(request.query))
        filtered = segment.filtered(unfiltered, request.filters)
        found.append(Found(segment, unfiltered, filtered))
        if request.limit:
            keys.append(_keys(evaluator, segment, filtered, request))
    total = sum(len(part.filtered) for part in found)
    first: list[Ranked] = []
    if request.limit and request.offset < total:
        first = _first(found, keys, request)
    return Answer(total, first, count_facets(request, found))


def _keys(
    evaluator: Evaluator, segment: SegmentView, documents: Documents, request: SearchRequest
) -> Keys:
    """What the documents are ordered by, the greatest first: [document]."""
    match request.sort:
        case Sort.RELEVANCE:
            return evaluator.scores(request.query, documents)
        case Sort.NEWEST:
            return segment.instants[documents]
        case Sort.OLDEST:
            instants = segment.instants[documents]
            return np.where(instants == NO_INSTANT, NO_INSTANT, ~instants)


def _first(found: list[Found], keys: list[Keys], request: SearchRequest) -> list[Ranked]:
    """The hits `offset` to `offset + limit`: each segment's first, then the first of those."""
    count = request.offset + request.limit
    places = [
        select(part_keys, part.segment.arrays.ids.rank[part.filtered], count)
        for part, part_keys in zip(found, keys, strict=True)
    ]
    every = np.concatenate([k[p] for k, p in zip(keys, places, strict=True)])
    origin = np.repeat(np.arange(len(found)), [len(p) for p in places])
    place = np.concatenate(places)
    if len(found) == 1:
        order = np.arange(len(every))
    else:
        order = _merged(every, found, origin, place, count)
    return [
        _ranked(found[origin[n]], int(place[n]), every[n], request.sort)
        for n in order[request.offset : count].tolist()
    ]


def _merged(
    keys: Keys, found: list[Found], origin: NDArray[np.intp], place: NDArray[np.intp], count: int
) -> NDArray[np.intp]:
    """The order of the segments' first hits among each other. Ids, which are dear, are compared
    only where keys are equal."""
    turned = falling(keys)
    order = np.argsort(turned, kind="stable")
    if len(order) > count:
        order = order[turned[order] <= turned[order[count - 1]]]
    tied = turned[order]
    if (tied[1:] == tied[:-1]).any():
        ids = [_id(found[origin[n]], int(place[n])) for n in order.tolist()]
        entries = sorted(zip(tied.tolist(), ids, order.tolist(), strict=True))
        order = np.array([n for _, _, n in entries], dtype=np.intp)
    return order


def _ranked(part: Found, place: int, key: float, sort: Sort) -> Ranked:
    return Ranked(
        part.segment.arrays,
        int(part.filtered[place]),
        _id(part, place),
        float(key) if sort is Sort.RELEVANCE else 0.0,
    )


def _id(part: Found, place: int) -> str:
    return part.segment.arrays.ids.of(int(part.filtered[place]))
