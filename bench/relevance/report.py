"""The figures as a page."""

from collections.abc import Mapping, Sequence

from bench.relevance.collection import Collection
from bench.relevance.measure import Figures
from bench.relevance.significance import difference
from index import Role, with_role
from index.repeated_words import K3
from index.whoosh_engine.evaluation.terms import K1

_HEADING = """\
# How well the archive ranks, beside its peers

Written by `make bench-relevance`; do not edit. Collections with judged answers, every engine with
one setting for all of them. Each query's words are joined by OR, as `/v1/search?operator=or` does.
MAP is over the first 1,000 documents, both measures are trec_eval's; queries without a relevant
document are left out; equal scores are in the order of ids. The best of a column is bold.
"""

_AHEAD = """\
## How far ahead

This archive less the best peer in that measure, over the same queries: the mean, its 95 % interval
(paired bootstrap), and the p of a paired randomization test. With so few queries an interval is
wide, and most differences between good rankings of words are luck: read the three together.
"""


def page(
    collections: Sequence[Collection], figures: Sequence[Mapping[str, Figures]], ours: str
) -> str:
    """The whole report as Markdown; `figures` by engine, parallel to the collections."""
    return "\n".join((_HEADING, _table(collections, figures), _setting(), _AHEAD,
                      _ahead(collections, figures, ours)))  # fmt: skip


def _table(collections: Sequence[Collection], figures: Sequence[Mapping[str, Figures]]) -> str:
    names = [
        f"{each.name} ({len(each.documents):,} documents, {len(each.queries)} queries)"
        for each in collections
    ]
    best = [
        (max(f.map for f in each.values()), max(f.ndcg for f in each.values())) for each in figures
    ]
    rows = [
        [
            engine,
            *(
                f"{_bold(each[engine].map, most[0])} / {_bold(each[engine].ndcg, most[1])}"
                for each, most in zip(figures, best, strict=True)
            ),
        ]
        for engine in figures[0]
    ]
    return markdown_table(["MAP / nDCG@10", *names], rows)


def _bold(value: float, best: float) -> str:
    text = f"{value:.3f}"
    return f"**{text}**" if text == f"{best:.3f}" else text


def _setting() -> str:
    weights = ", ".join(f"{field.name} {field.boost:g}" for field in with_role(Role.SEARCH))
    shares = ", ".join(f"{field.name} {field.b:g}" for field in with_role(Role.SEARCH))
    return (
        f"The archive's setting, its only one: K1 = {K1:g}; weights: {weights}; b: {shares}"
        f" (`index/fields.py`); K3 = {K3:g} for words that a query repeats"
        " (`index/repeated_words.py`).\n"
    )


def _ahead(
    collections: Sequence[Collection], figures: Sequence[Mapping[str, Figures]], ours: str
) -> str:
    rows = []
    for collection, each in zip(collections, figures, strict=True):
        peers = {name: found for name, found in each.items() if name != ours}
        for measure in ("map", "ndcg"):
            peer = max(peers, key=lambda name: getattr(peers[name], measure))
            rows.append([collection.name, *_compared(measure, each[ours], peers[peer], peer)])
    return markdown_table(["collection", "measure", "best peer", "ahead", "95 %", "p"], rows)


def _compared(measure: str, ours: Figures, theirs: Figures, peer: str) -> list[str]:
    if measure == "map":
        name, found = "MAP", difference(ours.average_precisions, theirs.average_precisions)
    else:
        name, found = "nDCG@10", difference(ours.ndcgs, theirs.ndcgs)
    interval = f"{found.low:+.3f} to {found.high:+.3f}"
    return [name, peer, f"{found.mean:+.3f}", interval, f"{found.p:.3f}"]


def markdown_table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of text to the left and figures to the right."""
    parts = [["---"] + ["---:"] * (len(heading) - 1)]
    lines = [f"| {' | '.join(row)} |" for row in (heading, *parts, *rows)]
    return "\n".join(lines) + "\n"
