"""Where on a page the article is: the one run of blocks that reads most like prose.

Every block gets a value, prose above zero by its length and the rest below, and the region is the
run of blocks with the greatest sum (Kadane's maximum subarray). The values were set by hand and
rounded.
"""

from collections.abc import Sequence

from archive.parsing.kinds import Kind, Piece

_MOST_WORDS = 80  # a longer paragraph counts no more
_FULL_STOP_SHARE = 0.3  # the share of function words from which prose counts in full
_LEAST_STOP_SHARE = 0.1  # as little as any prose counts for, in languages of few such words
_LIST_ITEM = 0.8
_UNENDED = 0.4  # prose that does not close like a sentence: often a teaser or a caption
_NEIGHBOURS = 3
_AFTER_COMMENTS = 0.05
_COMMENTED_MASS = 60  # words: less prose than this above a comments link, and it is not their start
# How much less the page's last prose counts than its first: articles come before teasers.
_LATE = 0.4
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
_FEW_STAMPS = 3  # more are the dates of comments or of other articles
_FEW_STAMPS_COST = 4.0
_SHORT_COST = 2.0
_SHORT_BULLET_COST = 4.0
_MOST_SHORT_COST = 5.0
_SPARSE_KINDS = frozenset(
    {Kind.PROSE, Kind.SHORT, Kind.BYLINE, Kind.STAMP, Kind.END, Kind.COMMENTS}
)


def find_region(pieces: Sequence[Piece]) -> range:
    """The numbers of the pieces that hold the article; empty where there is no prose."""
    best = current = 0.0
    region = range(0)
    first = 0
    for number, value in enumerate(_values(pieces)):
        if current <= 0:
            current, first = 0.0, number
        current += value
        if current > best:
            best, region = current, range(first, number + 1)
    return region


def _values(pieces: Sequence[Piece]) -> list[float]:
    masses = [_mass(piece) for piece in pieces]
    total = sum(masses) or 1.0
    values: list[float] = []
    before = 0.0
    commented = False
    shorts = 0
    stamps = sum(piece.kind is Kind.STAMP for piece in pieces)
    cost_of = {**_COST, Kind.STAMP: _FEW_STAMPS_COST} if stamps <= _FEW_STAMPS else _COST
    linked = False  # below a heading that leads to other articles, which has its cost already
    for number, piece in enumerate(pieces):
        linked = (linked and piece.kind is Kind.SHORT) or piece.kind in (Kind.END, Kind.RELATED)
        mass = masses[number]
        if mass:
            before += mass
            late = 1 - _LATE * before / total
            faded = _AFTER_COMMENTS if commented else 1.0
            values.append(mass * _prose_share(pieces, number) ** 0.5 * late * faded)
            shorts = 0
        elif piece.kind is Kind.SHORT:
            cost = (_SHORT_BULLET_COST if piece.block.bullet else _SHORT_COST) + shorts
            values.append(0.0 if linked else -min(cost, _MOST_SHORT_COST))
            shorts += 1
        else:
            values.append(-cost_of[piece.kind])
            commented |= piece.kind is Kind.COMMENTS and before >= _COMMENTED_MASS
    return values


def _mass(piece: Piece) -> float:
    """How much prose a block holds, in words."""
    if piece.kind is not Kind.PROSE:
        return 0.0
    stop_share = max(piece.stop_share, _LEAST_STOP_SHARE)
    mass = min(piece.words, _MOST_WORDS) * min(1.0, stop_share / _FULL_STOP_SHARE)
    return mass * (_LIST_ITEM if piece.block.bullet else 1) * (1 if piece.ended else _UNENDED)


def _prose_share(pieces: Sequence[Piece], number: int) -> float:
    """The share of prose among the nearest blocks, those aside that stand inside articles too."""
    near = pieces[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]
    counted = [piece for piece in near if piece.kind in _SPARSE_KINDS]
    return sum(piece.kind is Kind.PROSE for piece in counted) / len(counted)
