"""A whole search on one commit: match, filter, count, score, select, explain."""

from typing import NamedTuple

import numpy as np

from index.query import Cursor, Node, Recency, SearchRequest, Sort
from index.ranking import recency_factors
from index.results import Facet
from index.whoosh_engine.arrays import SegmentArrays
from index.whoosh_engine.evaluation.counting import count_facets
from index.whoosh_engine.evaluation.evaluator import Evaluator
from index.whoosh_engine.evaluation.explaining import Part, explain, recency_part
from index.whoosh_engine.evaluation.matches import Matches
from index.whoosh_engine.evaluation.order import Order
from index.whoosh_engine.evaluation.view import CommitView
from index.whoosh_engine.instants import NO_INSTANT, instant_of

_SECOND = 1_000_000  # microseconds


class Ranked(NamedTuple):
    """One of the first hits.

    Attributes:
        score: 0 where nothing was scored.
        cursor: its place in the order.
        parts: those of its score, where they were asked for.
    """

    segment: SegmentArrays
    document: int
    id: str
    score: float
    cursor: Cursor
    parts: tuple[Part, ...] | None = None


class Answer(NamedTuple):
    """What a search found: the number of all hits, those asked for, the facets, and the patterns
    that stand for more words than were looked for."""

    total: int
    first: list[Ranked]
    facets: dict[str, Facet]
    cut: tuple[Node, ...] = ()


def search(view: CommitView, request: SearchRequest) -> Answer:
    """Answer the request."""
    evaluator = Evaluator(view)
    found = evaluator.matches(request.query)
    if view.live_mask is not None:
        found = found.passing(view.live_mask)
    filtered = view.passing(found, request.filters)
    total = len(filtered.documents)
    first: list[Ranked] = []
    if request.limit and request.offset < total:
        first = _first(view, evaluator, filtered, request)
    facets = count_facets(request, view, found, filtered)
    return Answer(total, first, facets, tuple(evaluator.cut))


def _first(
    view: CommitView, evaluator: Evaluator, matches: Matches, request: SearchRequest
) -> list[Ranked]:
    """The hits `offset` to `offset + limit`, of those after the cursor if there is one."""
    ranks, scored = request.sort is Sort.RELEVANCE, matches
    if ranks and request.recency:
        scored = _with_recency(view, matches, request.recency)
    order = Order(view, scored, request.sort)
    places = order.places(request.after, request.offset, request.limit)
    located = [view.locate(document) for document in matches.documents.take(places).tolist()]
    ids = [segment.ids.of(document) for segment, document in located]
    scores = scored.scores.take(places).tolist() if ranks else [0.0] * len(ids)
    ranked = [
        Ranked(segment, document, own_id, score, cursor)
        for (segment, document), own_id, score, cursor in zip(
            located, ids, scores, order.cursors(places, ids), strict=True
        )
    ]
    if not request.explain:
        return ranked
    parts: list[tuple[Part, ...]] = [()] * len(ids)
    if ranks:
        shown = Matches(matches.documents.take(places), matches.scores.take(places))
        parts = _parts(evaluator, request.query, shown, scores)
    return [one._replace(parts=own) for one, own in zip(ranked, parts, strict=True)]


def _with_recency(view: CommitView, matches: Matches, recency: Recency) -> Matches:
    """The matches with what recency leaves of their scores."""
    instants = view.instants.take(matches.documents)
    ages = (instant_of(recency.now) - instants.astype(np.float64)) / _SECOND
    ages[instants == NO_INSTANT] = np.inf
    return Matches(matches.documents, matches.scores * recency_factors(ages, recency.half_life))


def _parts(
    evaluator: Evaluator, query: Node, unboosted: Matches, scores: list[float]
) -> list[tuple[Part, ...]]:
    """The parts of the scores of some matches, in whichever order those are. What recency takes
    away is the last."""
    found = explain(evaluator, query, np.sort(unboosted.documents))
    documents, before = unboosted.documents.tolist(), unboosted.scores.tolist()
    return [
        found.get(document, ()) + (() if score == was else (recency_part(score - was),))
        for document, was, score in zip(documents, before, scores, strict=True)
    ]
