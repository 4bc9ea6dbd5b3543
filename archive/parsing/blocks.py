"""Lines joined into blocks: what the page showed as one paragraph, heading, caption or label.

Dumps break a paragraph wherever the page had a link, and often put blank lines in odd places, so a
line is joined to the one before it when the words say that they belong together.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.parsing.authors import is_byline_opening
from archive.parsing.lines import Line
from archive.parsing.words import ends_sentence, joins_without_space, stop_words

_OPENERS = tuple("([{“„«‚‘,;–—/&")
_CLOSERS = tuple(".,;:!?)]}”»’…%'、。，！？」』）")
_LONG_ENOUGH = 4  # words: menus have fewer in a line
_JOINED_BY_NAME = 6  # words: an unfinished sentence at least this long can go on with a link's text
_PUNCTUATION_FIRST = re.compile(r"[.,;:!?)\]”»…%](?:$|\s|[”»\"')])")
_WRAPPED_SHARE = 0.5
_WRAP_SLACK = 14
_WRAP_WIDTHS = range(50, 110)


@dataclass(frozen=True, slots=True)
class Block:
    """Adjoining lines that read as one text; `lines` are their numbers, first to one past last."""

    text: str
    bullet: bool
    after_blank: bool
    lines: tuple[int, int]


def join_lines(lines: Sequence[Line], language: str | None) -> tuple[Block, ...]:
    """All lines, in order, joined into blocks."""
    return tuple(_blocks(lines, stop_words(language), _wrap_width(lines)))


def _blocks(lines: Sequence[Line], stops: frozenset[str], width: int) -> Iterator[Block]:
    parts: list[str] = []
    first = 0
    for number, line in enumerate(lines):
        if parts and not _belongs(lines, number, parts, stops, width):
            yield _block(lines, first, number, parts)
            parts, first = [], number
        parts.append(line.text)
    if parts:
        yield _block(lines, first, len(lines), parts)


def _block(lines: Sequence[Line], first: int, end: int, parts: list[str]) -> Block:
    return Block(join_parts(parts), lines[first].bullet, lines[first].after_blank, (first, end))


def join_parts(parts: Sequence[str]) -> str:
    """The lines of a paragraph as one."""
    text = parts[0]
    for part in parts[1:]:
        dropped_capital = len(text) == 1 and text.isupper()
        stuck = dropped_capital or joins_without_space(text, part)
        text += part if stuck or _PUNCTUATION_FIRST.match(part) else " " + part
    return text


def _belongs(
    lines: Sequence[Line], number: int, parts: list[str], stops: frozenset[str], width: int
) -> bool:
    """Whether line `number` goes on with the text of `parts`, the lines before it."""
    line, before = lines[number], parts[-1]
    if line.bullet:
        return False
    if len(before) < 16 and is_byline_opening(before) and len(line.text) < 60:
        return True  # "By" and, where the page had a link, the name
    goes_on = _goes_on(line)
    if len(before) == 1 and before.isupper() and line.text[0].islower():
        return True  # a capital dropped from the paragraph's first word
    if width and not line.after_blank and len(before) >= width - _WRAP_SLACK:
        return True
    if ends_sentence(before) or before.endswith(":"):
        return line.text.startswith(_CLOSERS) and len(line.text) < 3
    words = before.count(" ") + 1
    if line.after_blank:
        return goes_on and words >= _JOINED_BY_NAME
    long_enough = len(parts) > 1 or words >= _LONG_ENOUGH
    if goes_on:
        return long_enough or line.text.count(" ") >= _LONG_ENOUGH
    leads_on = number + 1 < len(lines) and _goes_on(lines[number + 1], adjoining=True)
    if before.endswith(_OPENERS) or before.rpartition(" ")[2].casefold() in stops:
        return long_enough or leads_on
    return (
        leads_on and (len(parts) > 2 or words >= _JOINED_BY_NAME) and not ends_sentence(line.text)
    )


def _goes_on(line: Line, *, adjoining: bool = False) -> bool:
    """Whether the line starts in the middle of a sentence."""
    if line.bullet or (adjoining and line.after_blank):
        return False
    return line.text.startswith(_CLOSERS) or line.text[0].islower()


def _wrap_width(lines: Sequence[Line]) -> int:
    """The column that the text was wrapped at, 0 where it was not wrapped."""
    lengths = [len(line.text) for line in lines if len(line.text) > _WRAP_WIDTHS.start // 2]
    if len(lengths) < 8:
        return 0
    longest = max(lengths)
    near = sum(1 for length in lengths if length > longest - _WRAP_SLACK)
    return longest if longest in _WRAP_WIDTHS and near > _WRAPPED_SHARE * len(lengths) else 0
