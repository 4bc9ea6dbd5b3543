"""Fit the values of archive.parsing.region to pages whose article is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from statistics import fmean

from archive.parsing.blocks import join_lines
from archive.parsing.body import lay_out
from archive.parsing.header import split_header
from archive.parsing.kinds import Kind, Piece, classify
from archive.parsing.lines import clean_text, split_lines
from archive.parsing.region import VALUES, Values, find_region
from archive.parsing.text import language_of_lines
from archive.parsing.titles import find_title
from bench.extraction.pages import GoldPage
from bench.extraction.scoring import harmonic_mean, shingles

_ROUNDS = 2
_COST = 4.0  # of every block that is no prose, to begin with
_COSTS = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 100.0)
_FACTORS = (0.05, 0.2, 0.4, 0.6, 0.8, 1.0)
_POWERS = (0.0, 0.25, 0.5, 1.0)
_BODY_KINDS = (Kind.PROSE, Kind.SHORT)
NEUTRAL = Values(
    list_item=1.0, unended=1.0, after_comments=1.0, late=0.0, sparse=0.0,
    few_stamps=_COST, short=_COST, short_bullet=_COST, most_short=_COST,
    costs=dict.fromkeys(VALUES.costs, _COST),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PiecedPage:
    """A page's pieces; `shared` is how many shingles of each are the article's, `sizes` of all."""

    url: str | None
    gold: str
    language: str | None
    pieces: tuple[Piece, ...]
    shared: tuple[int, ...]
    sizes: tuple[int, ...]
    wanted: int


def piece_page(page: GoldPage) -> PiecedPage:
    """A page parted as the text parser does, each piece compared with the article."""
    lines = split_lines(split_header(clean_text(page.text))[1])
    language = language_of_lines(lines)
    pieces = classify(join_lines(lines, language), language)
    gold = shingles(page.body or "")
    found = [shingles(piece.text) for piece in pieces]
    kept = [piece.kind in _BODY_KINDS for piece in pieces]
    return PiecedPage(
        url=page.url,
        gold=page.body or "",
        language=language,
        pieces=pieces,
        shared=tuple((one & gold).total() * own for one, own in zip(found, kept, strict=True)),
        sizes=tuple(one.total() * own for one, own in zip(found, kept, strict=True)),
        wanted=gold.total(),
    )


def find_body(page: PiecedPage, values: Values) -> str:
    """The article's body as the text parser finds it, with other values."""
    region = find_region(page.pieces, values)
    if not region:
        return ""
    layout = lay_out(page.pieces, region, find_title(page.pieces, region, page.language))
    return "\n\n".join(page.pieces[number].text for number in layout.body)


def fit(pages: Sequence[PiecedPage], start: Values = NEUTRAL) -> Values:
    """The values that find these pages' articles best, one after another set to its best."""
    best, most = start, _rate(pages, start)
    for _ in range(_ROUNDS):
        before = most
        for name in _names():
            for values in _variants(best, name):
                rate = _rate(pages, values)
                if rate > most:
                    best, most = values, rate
        if most == before:
            break
    return best


def _rate(pages: Sequence[PiecedPage], values: Values) -> float:
    """The mean F1 of the regions, by pieces: faster than to write the bodies and compare them."""
    return fmean(_f1(page, find_region(page.pieces, values)) for page in pages)


def _f1(page: PiecedPage, region: range) -> float:
    span = slice(region.start, region.stop)
    shared, size = sum(page.shared[span]), sum(page.sizes[span])
    return harmonic_mean(shared / max(1, size), min(1.0, shared / page.wanted))


def _names() -> Iterator[str | Kind]:
    """What is fitted: the kinds' costs, those of most weight first, then the rest."""
    yield from VALUES.costs
    yield from (one.name for one in fields(Values) if one.name != "costs")


def _variants(values: Values, name: str | Kind) -> Iterator[Values]:
    if isinstance(name, Kind):
        yield from (replace(values, costs={**values.costs, name: cost}) for cost in _COSTS)
    elif name == "sparse":
        yield from (replace(values, sparse=power) for power in _POWERS)
    elif name in ("list_item", "unended", "after_comments", "late"):
        yield from (replace(values, **{name: factor}) for factor in _FACTORS)
    else:
        yield from (replace(values, **{name: cost}) for cost in _COSTS[:6])
