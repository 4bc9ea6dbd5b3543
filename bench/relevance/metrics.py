"""What a ranking is worth, as trec_eval defines it: each measure takes the ids found, best first,
and the judgements of one query (id -> grade; what is not judged, or graded 0 or less, is not
relevant), and is from 0 to 1."""

from collections.abc import Mapping, Sequence
from math import log2

Judgements = Mapping[str, int]


def average_precision(found: Sequence[str], judged: Judgements) -> float:
    """The mean, over all relevant documents, of the precision at the rank of each; 0 for one that
    was not found (trec_eval's `map` is the mean of it over the queries).

    Raises ValueError where nothing is relevant.
    """
    relevant = _relevant(judged)
    hits, total = 0, 0.0
    for rank, document in enumerate(found, start=1):
        if document in relevant:
            hits += 1
            total += hits / rank
    return total / len(relevant)


def ndcg(found: Sequence[str], judged: Judgements, depth: int = 10) -> float:
    """The discounted gain of the first `depth`, as a share of the best possible: a document gains
    its grade divided by log2(rank + 1) (trec_eval's `ndcg_cut`; Järvelin and Kekäläinen, Cumulated
    Gain-Based Evaluation of IR Techniques, 2002).

    Raises ValueError where nothing is relevant.
    """
    relevant = _relevant(judged)
    ideal = sorted(relevant.values(), reverse=True)
    return _gain([relevant.get(document, 0) for document in found[:depth]]) / _gain(ideal[:depth])


def _relevant(judged: Judgements) -> dict[str, int]:
    relevant = {document: grade for document, grade in judged.items() if grade > 0}
    if not relevant:
        raise ValueError("A query without a relevant document cannot be measured.")
    return relevant


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / log2(rank + 1) for rank, grade in enumerate(grades, start=1))
