"""What words are worth in documents: each field's BM25 times its boost, added up."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.whoosh_engine.evaluation.document_sets import (
    NONE,
    SCRATCH,
    Documents,
    are_few,
    union,
)
from index.whoosh_engine.evaluation.terms import Scores, Term


class Matches(NamedTuple):
    """Documents that match, and what each scores: parallel. Neither may be written to."""

    documents: Documents
    scores: Scores


NOTHING = Matches(NONE, np.empty(0))


def worth(terms: Sequence[Term], documents: Documents, size: int) -> Scores:
    """What the terms are worth together in each of the documents: 0 where there is none of them.

    A term that many more documents have is looked up; others are added up in an array of the whole
    index (`size` documents), of which the documents' places are read once.
    """
    scores = np.zeros(len(documents))
    norms: dict[int, Scores] = {}
    summed: list[Term] = []
    for term in terms:
        if are_few(len(documents), len(term.documents)):
            key = id(term.norms)
            if key not in norms:
                norms[key] = term.norms.of(documents)
            scores += term.impacts_at(documents, norms[key])
        elif len(term.documents):
            summed.append(term)
    if summed:
        sums = SCRATCH.sums(size)
        _add(summed, sums)
        scores += sums.take(documents)
        _clear(summed, sums)
    return scores


def any_of(terms: Sequence[Term], size: int) -> Matches:
    """The documents that have any of the terms, each of which some document has."""
    if len(terms) < 2:
        return Matches(terms[0].documents, terms[0].impacts) if terms else NOTHING
    if are_few(sum(len(term.documents) for term in terms), size):
        return merged([Matches(term.documents, term.impacts) for term in terms], size)
    sums = SCRATCH.sums(size)
    _add(terms, sums)
    (documents,) = (sums > 0).nonzero()  # every term is worth something wherever it is
    scores = sums.take(documents)
    _clear(terms, sums)
    return Matches(documents, scores)


def merged(parts: Sequence[Matches], size: int) -> Matches:
    """The documents of any part, worth what all parts say."""
    parts = [part for part in parts if len(part.documents)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    documents = union([part.documents for part in parts], size)
    scores = np.zeros(len(documents))
    for part in parts:
        np.add.at(scores, documents.searchsorted(part.documents), part.scores)
    return Matches(documents, scores)


def _add(terms: Sequence[Term], sums: Scores) -> None:
    for term in terms:
        if term.is_frequent:
            sums += term.row
        else:
            np.add.at(sums, term.documents, term.impacts)


def _clear(terms: Sequence[Term], sums: Scores) -> None:
    if sum(len(term.documents) for term in terms) * 4 > len(sums):
        sums.fill(0.0)
    else:
        for term in terms:
            sums[term.documents] = 0.0
