"""A whole search on one commit: match, filter, count, score, select."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.query import SearchRequest, Sort
from index.results import Facet
from index.whoosh_engine.arrays import SegmentArrays
from index.whoosh_engine.evaluation.counting import count_facets
from index.whoosh_engine.evaluation.evaluator import Evaluator
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.evaluation.matches import Matches
from index.whoosh_engine.evaluation.selection import Keys, select
from index.whoosh_engine.evaluation.view import CommitView
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
    found = Evaluator(view).matches(request.query)
    if view.live_mask is not None:
        found = found.passing(view.live_mask)
    filtered = view.passing(found, request.filters)
    total = len(filtered.documents)
    first: list[Ranked] = []
    if request.limit and request.offset < total:
        first = _first(view, filtered, request)
    return Answer(total, first, count_facets(request, view, found, filtered))


def _first(view: CommitView, matches: Matches, request: SearchRequest) -> list[Ranked]:
    """The hits `offset` to `offset + limit`."""
    documents = matches.documents
    keys: Keys = matches.scores
    ranks = request.sort is Sort.RELEVANCE
    if not ranks:
        keys = _times(view, documents, request.sort)
    places = select(keys, _Ids(view, documents), request.offset + request.limit)
    places = places[request.offset :]
    scores = keys.take(places).tolist() if ranks else [0.0] * len(places)
    located = map(view.locate, documents.take(places).tolist())
    return [
        Ranked(segment, document, segment.ids.of(document), score)
        for (segment, document), score in zip(located, scores, strict=True)
    ]


def _times(view: CommitView, documents: Documents, sort: Sort) -> Keys:
    """What the documents are ordered by, the greatest first: [document]."""
    instants = view.instants.take(documents)
    if sort is Sort.OLDEST:  # those without a date come last in both orders
        return np.where(instants == NO_INSTANT, NO_INSTANT, ~instants)
    return instants


class _Ids:
    """The ids of what stands at each place of some documents; see `selection.Ids`."""

    def __init__(self, view: CommitView, documents: Documents) -> None:
        self._view = view
        self._documents = documents

    def ranks(self, places: NDArray[np.intp]) -> NDArray[np.integer]:
        """Numbers that rise with the ids at these places."""
        return self._view.id_ranks(self._documents.take(places))

    def first(self, places: NDArray[np.intp], count: int) -> NDArray[np.intp]:
        """Those of the places that have the first ids."""
        return places.take(self._view.first_by_id(self._documents.take(places), count))
