"""Every engine on a collection: figures of each query."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from statistics import fmean

from bench.relevance.collection import Collection, Document
from bench.relevance.metrics import average_precision, ndcg

Ranker = Callable[[str], list[str]]
"""The ids of the documents that the words of a query find, best first."""

RankerMaker = Callable[[Sequence[Document]], AbstractContextManager[Ranker]]
"""Indexes documents, and ranks them while its context lasts."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What each query's ranking is worth, in the order of the collection's queries."""

    average_precisions: tuple[float, ...]
    ndcgs: tuple[float, ...]

    @property
    def map(self) -> float:
        """Mean average precision."""
        return fmean(self.average_precisions)

    @property
    def ndcg(self) -> float:
        """Mean nDCG@10."""
        return fmean(self.ndcgs)


def measure(collection: Collection, makers: Mapping[str, RankerMaker]) -> dict[str, Figures]:
    """The figures of each engine, by its name."""
    return {name: _figures(collection, make) for name, make in makers.items()}


def _figures(collection: Collection, make: RankerMaker) -> Figures:
    judgements = collection.judgements
    with make(collection.documents) as rank:
        runs = [(rank(text), judgements[query]) for query, text in collection.queries.items()]
    return Figures(
        tuple(average_precision(found, judged) for found, judged in runs),
        tuple(ndcg(found, judged) for found, judged in runs),
    )
