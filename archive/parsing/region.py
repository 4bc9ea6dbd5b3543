"""Where on a page the article is: the one run of blocks that reads most like prose.

Every block gets a value, prose above zero by its length and the rest below, and the region is the
run of blocks with the greatest sum (Kadane's maximum subarray). The values were set by hand and
rounded; `python -m bench.extraction.crossvalidate` fits them anew to some pages and measures what
comes of it on others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archive.parsing.kinds import Kind, Piece

_MOST_WORDS = 80  # a longer paragraph counts no more
_FULL_STOP_SHARE = 0.3  # the share of function words from which prose counts in full
_LEAST_STOP_SHARE = 0.1  # as little as any prose counts for, in languages of few such words
_NEIGHBOURS = 3
_COMMENTED_MASS = 60  # words: less prose than this above a comments link, and it is not their start
_FEW_STAMPS = 3  # more are the dates of comments or of other articles
_COST = {
    Kind.COMMENTS: 100.0,
    Kind.END: 20.0,
    Kind.STAMP: 12.0,
    Kind.BYLINE: 5.0,
    Kind.SERVICE: 8.0,
    Kind.LEGAL: 8.0,
    Kind.CAPTION: 2.0,
    Kind.RELATED: 2.0,
    Kind.REPEAT: 2.0,
}
_SPARSE_KINDS = frozenset(
    {Kind.PROSE, Kind.SHORT, Kind.BYLINE, Kind.STAMP, Kind.END, Kind.COMMENTS}
)


@dataclass(frozen=True, slots=True)
class Values:
    """What blocks are worth: factors of prose's words, and the cost of a block that is none.

    `unended` is prose that does not close like a sentence, often a teaser or a caption. `late` is
    how much less the page's last prose counts than its first, as articles come before teasers.
    `sparse` is the power of the share of prose among the nearest blocks.
    """

    list_item: float = 0.8
    unended: float = 0.4
    after_comments: float = 0.05
    late: float = 0.4
    sparse: float = 0.5
    few_stamps: float = 4.0
    short: float = 2.0
    short_bullet: float = 4.0
    most_short: float = 5.0
    costs: Mapping[Kind, float] = field(default_factory=lambda: dict(_COST))


VALUES = Values()


def find_region(pieces: Sequence[Piece], values: Values = VALUES) -> range:
    """The numbers of the pieces that hold the article; empty where there is no prose."""
    best = current = 0.0
    region = range(0)
    first = 0
    for number, value in enumerate(_values(pieces, values)):
        if current <= 0:
            current, first = 0.0, number
        current += value
        if current > best:
            best, region = current, range(first, number + 1)
    return region


def _values(pieces: Sequence[Piece], values: Values) -> list[float]:
    masses = [_mass(piece, values) for piece in pieces]
    total = sum(masses) or 1.0
    found: list[float] = []
    before = 0.0
    commented = False
    shorts = 0
    costs = _costs(pieces, values)
    linked = False  # below a heading that leads to other articles, which has its cost already
    for number, piece in enumerate(pieces):
        linked = (linked and piece.kind is Kind.SHORT) or piece.kind in (Kind.END, Kind.RELATED)
        mass = masses[number]
        if mass:
            before += mass
            late = 1 - values.late * before / total
            faded = values.after_comments if commented else 1.0
            found.append(mass * _prose_share(pieces, number) ** values.sparse * late * faded)
            shorts = 0
        elif piece.kind is Kind.SHORT:
            cost = (values.short_bullet if piece.block.bullet else values.short) + shorts
            found.append(0.0 if linked else -min(cost, values.most_short))
            shorts += 1
        else:
            found.append(-costs[piece.kind])
            commented |= piece.kind is Kind.COMMENTS and before >= _COMMENTED_MASS
    return found


def _costs(pieces: Sequence[Piece], values: Values) -> Mapping[Kind, float]:
    """What blocks of each kind cost on this page."""
    stamps = sum(piece.kind is Kind.STAMP for piece in pieces)
    if stamps > _FEW_STAMPS:
        return values.costs
    return {**values.costs, Kind.STAMP: values.few_stamps}


def _mass(piece: Piece, values: Values) -> float:
    """How much prose a block holds, in words."""
    if piece.kind is not Kind.PROSE:
        return 0.0
    stop_share = max(piece.stop_share, _LEAST_STOP_SHARE)
    mass = min(piece.words, _MOST_WORDS) * min(1.0, stop_share / _FULL_STOP_SHARE)
    mass *= values.list_item if piece.block.bullet else 1
    return mass * (1 if piece.ended else values.unended)


def _prose_share(pieces: Sequence[Piece], number: int) -> float:
    """The share of prose among the nearest blocks, those aside that stand inside articles too."""
    prose = counted = 0
    for piece in pieces[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]:
        prose += piece.kind is Kind.PROSE
        counted += piece.kind in _SPARSE_KINDS
    return prose / counted
