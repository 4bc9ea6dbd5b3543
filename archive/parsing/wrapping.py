"""Lines that were wrapped at a column -> paragraphs.

Teletype, mail and many archives break each line where the next word would no longer fit, and begin
a paragraph with an indented line, if they show it at all.
"""

from collections.abc import Sequence
from itertools import pairwise

from archive.parsing.blocks import join_parts
from archive.parsing.words import ends_sentence

_WIDTHS = range(40, 111)  # characters: what is wider is a paragraph in a line, or no prose
_SLACK = 2
_LONGEST_WORD = 20
_FEW = 5  # of so many ends of lines one is in a sentence, or the lines are no prose
_AFTER = tuple(".,;:!?)]}”»’…%'")


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a text without blank lines: its lines, or, where most of those only end
    because the next word had no room, what they are together."""
    written = [line.rstrip() for line in lines if line.strip()]
    width = max(map(len, written), default=0)
    plain = [line.strip() for line in written]
    if width not in _WIDTHS:
        return plain
    indented = [line[0].isspace() for line in written]
    shows_paragraphs = any(indented[1:]) and not all(indented)
    goes_on = [
        not begins if shows_paragraphs else _goes_on(before, after, width)
        for (before, after), begins in zip(pairwise(plain), indented[1:], strict=True)
    ]
    unfinished = [
        not ends_sentence(before)
        for before, is_more in zip(plain, goes_on, strict=False)
        if is_more
    ]
    # Of a list some lines are nearly as long as the longest, too.
    ends = 0 if shows_paragraphs else len(goes_on)
    if 2 * sum(unfinished) <= len(unfinished) or _FEW * sum(unfinished) < ends:
        return plain
    paragraphs = [[plain[0]]]
    for line, is_more in zip(plain[1:], goes_on, strict=True):
        if is_more:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return list(map(join_parts, paragraphs))


def _goes_on(before: str, after: str, width: int) -> bool:
    """Whether a line goes on with the sentence before it, or would begin there if it had room."""
    word = after.split(maxsplit=1)[0]
    if len(before) + 1 + min(len(word), _LONGEST_WORD) > width - _SLACK:
        return True
    return not ends_sentence(before) and (after[0].islower() or after.startswith(_AFTER))
