"""Which texts of a sorted table are like a wildcard, or near a word: compiled loops over all of
them (see `index.compiled`).

A table is the UTF-8 of its texts, one after the other, and where each starts: text n is
`texts[starts[n]:starts[n + 1]]`. Of each text only what stands before END is looked at.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.compiled import array, compiled, out

END: Final = 0x1F
"""The byte that ends what is looked at: `index.analysis.TAG`."""

_ANY: Final = ord("*")
_ONE: Final = ord("?")
_LONGEST: Final = 128  # characters: more than any word has (MAX_TERM_LENGTH)

_I8, _U1 = types.int64, types.uint8
_BYTES, _STARTS = array(_U1), array(_I8)

Texts = NDArray[np.uint8]
Starts = NDArray[np.int64]


class Near(NamedTuple):
    """Texts near a word: parallel arrays, of their numbers and of how many edits away they are."""

    numbers: NDArray[np.int64]
    distances: NDArray[np.int64]


def like(texts: Texts, starts: Starts, wildcard: str) -> NDArray[np.int64]:
    """The numbers of the texts of this form: `*` is any characters, also none, `?` is one."""
    pattern = np.frombuffer(wildcard.encode("utf-8", "surrogatepass"), np.uint8)
    found = np.empty(len(starts) - 1, np.int64)
    return found[: _find_like(texts, starts, pattern, found)]


def near(texts: Texts, starts: Starts, word: str, distance: int) -> Near:
    """The texts that at most so many edits turn into the word: a character more, less or other, or
    two neighbours swapped, none of them edited again (optimal string alignment)."""
    wanted = np.array([ord(character) for character in word[:_LONGEST]], np.int64)
    rows = np.empty((_LONGEST + 1) * (len(wanted) + 1), np.int64)
    letters, least = np.empty((2, _LONGEST + 1), np.int64)
    numbers, distances = np.empty((2, len(starts) - 1), np.int64)
    count = _find_near(texts, starts, wanted, distance, rows, letters, least, numbers, distances)
    return Near(numbers[:count], distances[:count])


@compiled(_I8(_BYTES, _I8, _I8), allocates=False)
def _after(texts: Texts, place: int, end: int) -> int:
    """Where the character after the one at this place starts."""
    place += 1
    while place < end and texts[place] & 0xC0 == 0x80:
        place += 1
    return place


@compiled(types.boolean(_BYTES, _I8, _I8, _BYTES), allocates=False)
def _is_like(texts: Texts, start: int, end: int, pattern: Texts) -> bool:
    """Whether a text is of the form. Where it is not, the last `*` takes one character more: an
    earlier one need never, since what follows it was found as early as could be."""
    size, place, at = len(pattern), start, 0
    star, taken = -1, start
    while place < end and texts[place] != END:
        if at < size and pattern[at] == _ANY:
            star, taken = at, place
            at += 1
        elif at < size and pattern[at] == _ONE:
            place = _after(texts, place, end)
            at += 1
        elif at < size and pattern[at] == texts[place]:
            place += 1
            at += 1
        elif star >= 0:
            taken = _after(texts, taken, end)
            place, at = taken, star + 1
        else:
            return False
    while at < size and pattern[at] == _ANY:
        at += 1
    return at == size


@compiled(_I8(_BYTES, _STARTS, _BYTES, out(_I8)), allocates=False)
def _find_like(texts: Texts, starts: Starts, pattern: Texts, found: NDArray[np.int64]) -> int:
    count = 0
    for number in range(len(starts) - 1):
        found[count] = number
        count += _is_like(texts, starts[number], starts[number + 1], pattern)
    return count


@compiled(_I8(_BYTES, _I8, _I8), allocates=False)
def _character(texts: Texts, start: int, end: int) -> int:
    """The character encoded in these bytes (RFC 3629)."""
    first = int(texts[start])
    if first < 0x80:
        return first
    found = first & (0x7F >> (end - start))
    for place in range(start + 1, end):
        found = found << 6 | texts[place] & 0x3F
    return found


@compiled(
    _I8(out(_I8), _I8, _STARTS, out(_I8), _I8),
    allocates=False,
)
def _fill_row(
    rows: NDArray[np.int64],
    length: int,
    wanted: NDArray[np.int64],
    letters: NDArray[np.int64],
    letter: int,
) -> int:
    """Work out the row of a text's first `length` letters, of which `letter` is the last, from
    those before; the least of it."""
    width = len(wanted) + 1
    row, above = length * width, (length - 1) * width
    rows[row] = least = length
    for column in range(1, width):
        other = wanted[column - 1]
        edits = min(
            rows[above + column - 1] + (letter != other),
            rows[above + column] + 1,
            rows[row + column - 1] + 1,
        )
        swapped = length > 1 and column > 1 and letter == wanted[column - 2]
        if swapped and letters[length - 2] == other:
            edits = min(edits, rows[above - width + column - 2] + 1)
        rows[row + column] = edits
        least = min(least, edits)
    return least


@compiled(
    _I8(_BYTES, _STARTS, _STARTS, _I8, out(_I8), out(_I8), out(_I8), out(_I8), out(_I8)),
    allocates=False,
)
def _find_near(
    texts: Texts,
    starts: Starts,
    wanted: NDArray[np.int64],
    distance: int,
    rows: NDArray[np.int64],
    letters: NDArray[np.int64],
    least: NDArray[np.int64],
    numbers: NDArray[np.int64],
    distances: NDArray[np.int64],
) -> int:
    """The usual table of edits, a row for each letter of a text. Texts are sorted: what one has in
    common with the one before is there already, and where that is too far off, so are both."""
    width = len(wanted) + 1
    for column in range(width):
        rows[column] = column
    least[0] = count = known = 0
    for number in range(len(starts) - 1):
        place, end = starts[number], starts[number + 1]
        length = 0
        far, same = False, True
        while place < end and texts[place] != END and not far:
            after = _after(texts, place, end)
            letter = _character(texts, place, after)
            place = after
            same = same and length < known and letters[length] == letter
            length += 1
            if not same:
                if length > _LONGEST:
                    far = True
                    break
                letters[length - 1] = letter
                least[length] = _fill_row(rows, length, wanted, letters, letter)
                known = length
            # Two swapped letters lead from a row to the one after the next.
            far = least[length] > distance and least[length - 1] >= distance
        if not far and rows[length * width + width - 1] <= distance:
            numbers[count], distances[count] = number, rows[length * width + width - 1]
            count += 1
    return count
