"""Where the sentences of a text begin and end, as far as a passage's edges need it.

Rules and a few abbreviations, no model: a boundary that is missed costs a passage its neat edge
and nothing else, so what is doubtful is none.
"""

import re
from typing import Final

# The last boundary of what it is matched with; an empty group stands where the sentence ends. One
# that goes on in small letters has not ended, and a letter alone before a point is an initial or
# the end of an acronym. Each branch begins with its marks: so the pattern is looked for fast.
_TO_BOUNDARY: Final = re.compile(
    r"""
    (?s:.*)
    (?:
        [.!?…] (?<!\b[^\W\d_]\.) ["'”’»)\]]*+ () \s++ (?![a-zß-ÿа-џ])
    |
        [。！？｡．।॥؟۔።။] ["'”’»」』】）)\]]*+ () \s*+  # they need no space after them
    |
        \n () (?: (?<=\n\n) | (?<=\n\r\n) | (?! \s*+ [a-zß-ÿа-џ] ) ) \s*+  # but of a wrapped line
    )
    """,
    re.VERBOSE,
)
_LONGEST: Final = 8
"""Characters that a boundary has at most, nearly always, from its mark to the next sentence."""

_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms messrs dr prof rev hon gen col lt sgt cpl pvt capt maj cmdr adm brig sen rep gov "
    "pres supt st mt ft jr sr vs no nos inc corp co ltd dept est approx fig vol al "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "hr fr nr str bzw vgl ca sra srta mme mlle av".split()
)


def sentence_start(text: str, earliest: int, latest: int) -> int | None:
    """The last place in `[earliest, latest]` where a sentence begins; None if there is none.

    What stands at `latest` is no space.
    """
    boundary = _last_boundary(text, max(0, earliest - _LONGEST), latest + 1)
    if boundary is not None and boundary.end() >= earliest:
        return boundary.end()
    return None if earliest else len(text) - len(text.lstrip())


def sentence_end(text: str, earliest: int, latest: int) -> int | None:
    """The last place in `[earliest, latest]` where a sentence ends; None if there is none."""
    begin = max(0, earliest - _LONGEST)
    # With the space after the end, and one character to see how the next sentence begins.
    boundary = _last_boundary(text, begin, latest + 2)
    if boundary is not None and boundary.start(boundary.lastindex or 0) > latest:
        boundary = _last_boundary(text, begin, latest)
    if boundary is None:
        return None
    end = boundary.start(boundary.lastindex or 0)
    return end if end >= earliest else None


def _last_boundary(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The last boundary in `[begin, end)`: where it ends a sentence begins, where its only group
    stands one ends."""
    while found := _TO_BOUNDARY.match(text, begin, end):
        point = found.start(found.lastindex or 0) - 1
        if text[point] != "." or not _is_abbreviation(text, point):
            break
        end = point
    return found


def _is_abbreviation(text: str, point: int) -> bool:
    """Whether a point belongs to a word that stands before a name or a number."""
    before = text[point - _LONGEST : point] if point > _LONGEST else text[:point]
    return before.rpartition(" ")[2].lower() in _ABBREVIATIONS
