"""The article's paragraphs out of a page.

Measured (4-word shingles, F1 of mean precision and recall) on the 181 pages of the Article
Extraction Benchmark: trafilatura alone 0.960, and 0.964 when it favours precision, which therefore
goes first; where that leaves next to nothing, its balanced mode is right (0.969). The blocks it
keeps are then read by the text parser's rules (archive.parsing.kinds): the headline again,
bylines and dates above the first paragraph, links to other articles, newsletter and comment
boxes go (0.974). None of the rules was made for these pages; they are those of text dumps.
"""

import logging
import re
from collections.abc import Callable, Sequence

from archive.parsing.blocks import Block
from archive.parsing.html.page import Page
from archive.parsing.kinds import Kind, Piece, classify
from archive.parsing.language import language_of
from archive.parsing.lines import clean_text

_LITTLE = 1_000  # characters: of more than this, precision has never left next to nothing
_NEXT_TO_NOTHING = 1 / 8
_LITTLE_OF_STATED = 1 / 3
_FOLDED = re.compile(r"[\W_]+")
_FEWEST_WORDS = 12  # of an article without a sentence that is sure to be one
_HEAD = 6  # blocks within which the headline is repeated
_TABLE_RULE = re.compile(r"[\s|:-]+")
_DROPPED = frozenset({Kind.RELATED, Kind.END, Kind.COMMENTS, Kind.SERVICE})
_LEADING = frozenset({Kind.RELATED, Kind.END, Kind.COMMENTS})  # to other articles, to readers
_ABOVE = frozenset({Kind.STAMP, Kind.BYLINE})
_BELOW = frozenset({Kind.LEGAL, Kind.CAPTION})


def find_body(
    page: Page,
    headlines: Sequence[str],
    *,
    stated: str = "",
    dump: str = "",
    language: str | None = None,
) -> tuple[str, ...]:
    """The paragraphs and headings of the article in order; empty where there is none.

    `headlines` are the texts that the page uses as its title. `stated` is the body in its JSON-LD,
    taken where a page that scripts fill shows little of it; `dump` is the one that the text parser
    finds, taken where there is no other; `language` is the one that the page seems to be in.
    """
    text = _extracted(page)
    if len(text) < _LITTLE_OF_STATED * len(stated) or fold_title(text) == fold_title(stated):
        text = stated
    text = clean_text(text or dump)
    lines = [line for raw in text.split("\n") if (line := _plain(raw.strip()))]
    blocks = [
        Block(line.removeprefix("- "), line.startswith("- "), True, (number, number + 1))
        for number, line in enumerate(lines)
    ]
    pieces = classify(blocks, language_of(text, language))
    prose = any(piece.kind is Kind.PROSE for piece in pieces)
    if not prose and sum(piece.words for piece in pieces) < _FEWEST_WORDS:
        return ()
    return tuple(piece.text for piece in _article(pieces, headlines) or pieces)


def _extracted(page: Page) -> str:
    if page.is_vast:
        return ""
    precise = _run(page, favor_precision=True)
    if len(precise) > _LITTLE:
        return precise
    balanced = _run(page)
    return balanced if len(precise) <= _NEXT_TO_NOTHING * len(balanced) else precise


def _run(page: Page, **options: bool) -> str:
    extract = _extractor()
    try:
        return extract(page.tree, include_comments=False, **options) or ""
    except (RecursionError, ValueError, TypeError, AttributeError):
        return ""  # a page that its heuristics stumble over; the text parser still reads it


def _extractor() -> Callable[..., str | None]:
    """Trafilatura, loaded when the first page is read: a process that only serves never needs it.

    It logs a page without an article as an error, which the caller reports in its own words.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    extract: Callable[..., str | None] = trafilatura.extract
    return extract


def _plain(line: str) -> str:
    """A line without the marks of a table, empty for one that is nothing else."""
    if not line.startswith("|"):
        return line
    if _TABLE_RULE.fullmatch(line):
        return ""
    return " | ".join(cell for part in line.split("|") if (cell := part.strip()))


def _article(pieces: Sequence[Piece], headlines: Sequence[str]) -> list[Piece]:
    """The pieces that are the article's own, by what kind of block stands where."""
    titles = {fold_title(headline) for headline in headlines}
    prose = [number for number, piece in enumerate(pieces) if piece.kind is Kind.PROSE]
    first, last = (prose[0], prose[-1]) if prose else (len(pieces), len(pieces))
    kept: list[Piece] = []
    linked = False  # below a heading or label that leads to other articles
    begun = False
    for number, piece in enumerate(pieces):
        if number <= min(first, _HEAD) and fold_title(piece.text) in titles:
            continue
        if piece.kind in _DROPPED:
            linked = piece.kind in _LEADING
            continue
        if piece.kind is Kind.PROSE:
            linked = linked and piece.block.bullet
            begun = True
        if linked and (piece.kind is Kind.SHORT or piece.block.bullet):
            continue
        if (not begun and piece.kind in _ABOVE) or (number > last and piece.kind in _BELOW):
            continue
        kept.append(piece)
    return kept


def fold_title(text: str) -> str:
    """A title's letters alone, for comparison."""
    return _FOLDED.sub("", text.casefold())
