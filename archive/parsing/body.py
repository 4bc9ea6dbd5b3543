"""The article's paragraphs and its standfirst, out of the region that holds them.

Which summary is a standfirst (the description, not in the body) and which the first paragraph:
a summary that closes without a full stop is a standfirst, as headlines are set; so is a first
paragraph that alone stands between the headline and the byline or date right below it. A first
paragraph under the byline, or with a picture between it and the date, is the body's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.parsing.kinds import Kind, Piece
from archive.parsing.titles import Title

_FOOTER = 10  # blocks after the article that can still speak of it
_HEADER_ABOVE = 6  # blocks above the headline that can
_INSIDE = 10  # blocks from the first paragraph on
_CREDIT_WITHIN = 25
_NO_STANDFIRST_END = (":", ",", ";")
_LONGEST_STANDFIRST = 80  # words


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's parts, as numbers of pieces.

    `header` is around and below the headline, `inside` what is no body between the first
    paragraphs, `footer` what follows the article closely.
    """

    body: tuple[int, ...]
    header: tuple[int, ...]
    inside: tuple[int, ...]
    footer: tuple[int, ...]
    standfirst: int | None


def lay_out(pieces: Sequence[Piece], region: range, title: Title | None) -> Layout:
    """Part a page around the region that holds its article."""
    top = title.piece if title and title.piece < region.start + 3 else None
    standfirst = _standfirst(pieces, region, top) if top is not None else None
    body = _paragraphs(pieces, region, title)
    first_allowed = max(
        top if top is not None else -1, standfirst if standfirst is not None else -1
    )
    kept = tuple(number for number in body if number > first_allowed)
    if not any(pieces[number].kind is Kind.PROSE for number in kept):
        kept, standfirst = body, None
    start = kept[0] if kept else region.start
    header_start = max(0, (top if top is not None else start - _CREDIT_WITHIN) - _HEADER_ABOVE)
    return Layout(
        body=kept,
        header=tuple(number for number in range(header_start, start) if number != top),
        inside=tuple(
            number
            for number in range(start, min(start + _INSIDE, region.stop))
            if number not in kept[:_INSIDE]
        ),
        footer=tuple(range(region.stop, min(len(pieces), region.stop + _FOOTER))),
        standfirst=standfirst,
    )


def _paragraphs(pieces: Sequence[Piece], region: range, title: Title | None) -> tuple[int, ...]:
    """Prose and headings; nothing planted between them."""
    kept: list[int] = []
    linked = False  # below a heading or label that leads to other articles
    for number in region:
        piece = pieces[number]
        if piece.kind in (Kind.END, Kind.RELATED):
            linked = True
        elif piece.kind is Kind.PROSE:
            linked = linked and piece.block.bullet
            if not linked:
                kept.append(number)
        elif piece.kind is Kind.SHORT and not linked and not _is_aside(piece, title):
            kept.append(number)
    while kept and pieces[kept[-1]].kind is not Kind.PROSE:
        kept.pop()
    return tuple(kept)


def _is_aside(piece: Piece, title: Title | None) -> bool:
    """Whether a short block is no heading: the title again, or no word at all."""
    if not any(map(str.isalnum, piece.text)):
        return True
    return title is not None and piece.text == title.text


def _standfirst(pieces: Sequence[Piece], region: range, top: int) -> int | None:
    """The number of the standfirst, if the page has one; see the module's rule."""
    window = range(top + 1, min(top + _CREDIT_WITHIN, len(pieces), region.stop))
    first = next((number for number in window if pieces[number].kind is Kind.PROSE), None)
    if first is None or pieces[first].words > _LONGEST_STANDFIRST:
        return None
    piece = pieces[first]
    if not piece.ended:
        return None if piece.text.endswith(_NO_STANDFIRST_END) else first
    if any(pieces[number].is_credit for number in range(top + 1, first)):
        return None
    for number in range(first + 1, window.stop):
        if pieces[number].is_credit:
            return first
        if pieces[number].kind in (Kind.PROSE, Kind.CAPTION, Kind.REPEAT):
            return None
    return None
