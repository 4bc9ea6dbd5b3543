"""What changed between two versions of an article: field by field, the body by paragraphs.

Inside a paragraph that changed, words are compared. Texts of any size are compared in bounded
time (see archive.alignment): what cannot be is told as removed and added whole.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.alignment import MOST_DIFFERENCES, align
from archive.article import Agency, Article, PublicationDate, Source

FieldValue = str | PublicationDate | Source | tuple[str, ...] | tuple[Agency, ...] | None
"""What a field of an article can hold."""

PARAGRAPHS = "\n\n"
"""What stands between two paragraphs of a body."""

_FIELDS = ("title", "description", "url", "language", "published", "source", "agencies", "authors")
_IN_WORDS = frozenset({"title", "description"})
# A word with the space before it; in scripts without spaces, a character.
_TOKEN = re.compile(
    r"\s*(?:[\u0e00-\u0eff\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W\u0e00-\u0eff\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]+|[^\w\s])|\s+"
)
_ALIKE = 0.4  # of the words of two paragraphs shared: one is the other, rewritten
_MOST_PAIRS = 2_500  # of paragraphs that are held against each other
_SAMPLE = 20_000  # characters by which two paragraphs are
_LEAST_DIFFERENCES, _EFFORT = 16, 4_000_000  # the larger two texts, the less for each paragraph


class ChangeKind(StrEnum):
    """What became of a text or a value."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class TextPart:
    """A run of a text's words that is the same in both versions, or only in one."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph in either version or both: `parts` joined are its words.

    `before` and `after` are its number in either body, from 1, None where it is not in it.
    """

    kind: ChangeKind
    before: int | None
    after: int | None
    parts: tuple[TextPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """A field that holds something else now; `parts` for a title and a description."""

    field: str
    kind: ChangeKind
    before: FieldValue
    after: FieldValue
    parts: tuple[TextPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed between two versions; `body` has every paragraph of both, in order."""

    fields: tuple[FieldDifference, ...]
    body: tuple[ParagraphChange, ...]

    @property
    def changes_body(self) -> bool:
        """Whether any paragraph is not the same."""
        return any(paragraph.kind is not ChangeKind.SAME for paragraph in self.body)

    def body_words(self, kind: ChangeKind) -> int:
        """How many words of the body were added, removed or stayed."""
        parts = (part for paragraph in self.body for part in paragraph.parts)
        return sum(_words(part.text).total() for part in parts if part.kind is kind)


def compare_articles(before: Article | None, after: Article | None) -> Difference:
    """What is another in `after` than in `before`; None, a deletion, is an article of nothing."""
    nothing = Article(title="", body="")
    return Difference(
        fields=tuple(_fields(before or nothing, after or nothing)),
        body=compare_texts((before or nothing).body, (after or nothing).body),
    )


def _fields(before: Article, after: Article) -> Iterator[FieldDifference]:
    for name in _FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            kind = (
                ChangeKind.CHANGED
                if old and new
                else ChangeKind.ADDED
                if new
                else ChangeKind.REMOVED
            )
            parts = compare_words(old or "", new or "") if name in _IN_WORDS else ()
            yield FieldDifference(field=name, kind=kind, before=old, after=new, parts=parts)


def compare_texts(before: str, after: str) -> tuple[ParagraphChange, ...]:
    """Every paragraph of both texts in order, removed ones before those that took their place."""
    old = before.split(PARAGRAPHS) if before else []
    new = after.split(PARAGRAPHS) if after else []
    effort = _EFFORT // (1 + len(before) + len(after))
    most = min(MOST_DIFFERENCES, max(_LEAST_DIFFERENCES, effort))
    found: list[ParagraphChange] = []
    first = second = 0
    for i, j, length in (*align(old, new), (len(old), len(new), 0)):
        found += _rewritten(old[first:i], new[second:j], first + 1, second + 1, most)
        for number in range(length):
            same = (TextPart(ChangeKind.SAME, old[i + number]),)
            found.append(ParagraphChange(ChangeKind.SAME, i + number + 1, j + number + 1, same))
        first, second = i + length, j + length
    return tuple(found)


def _rewritten(
    old: Sequence[str], new: Sequence[str], first: int, second: int, most: int
) -> Iterator[ParagraphChange]:
    """The paragraphs between two that stayed; those that are alike are compared by words."""
    done = 0
    for number, pair in enumerate(_pairs(old, new)):
        if pair is None:
            yield ParagraphChange(
                ChangeKind.REMOVED,
                first + number,
                None,
                (TextPart(ChangeKind.REMOVED, old[number]),),
            )
            continue
        yield from _added(new, range(done, pair), second)
        parts = compare_words(old[number], new[pair], most)
        yield ParagraphChange(ChangeKind.CHANGED, first + number, second + pair, parts)
        done = pair + 1
    yield from _added(new, range(done, len(new)), second)


def _added(new: Sequence[str], numbers: range, second: int) -> Iterator[ParagraphChange]:
    for number in numbers:
        yield ParagraphChange(
            ChangeKind.ADDED, None, second + number, (TextPart(ChangeKind.ADDED, new[number]),)
        )


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each old paragraph the new one that it became, if any; pairs never cross."""
    if len(old) * len(new) > _MOST_PAIRS:
        return [None] * len(old)
    words = [_words(text[:_SAMPLE]) for text in new]
    pairs: list[int | None] = []
    free = 0
    for text in old:
        mine = _words(text[:_SAMPLE])
        shares = [(_shared(mine, words[number]), -number) for number in range(free, len(new))]
        share, number = max(shares, default=(0.0, 0))
        pairs.append(-number if share >= _ALIKE else None)
        free = -number + 1 if share >= _ALIKE else free
    return pairs


def _words(text: str) -> Counter[str]:
    tokens = (match.group().strip().casefold() for match in _TOKEN.finditer(text))
    return Counter(token for token in tokens if token.isalnum())


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient of two bags of words."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def compare_words(before: str, after: str, most: int = MOST_DIFFERENCES) -> tuple[TextPart, ...]:
    """The words of both texts in order, removed ones before those that took their place.

    `most` is as for `align`.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    parts: list[TextPart] = []
    first = second = 0
    blocks = _readable(align(old, new, most), len(old), len(new))
    for i, j, length in (*blocks, (len(old), len(new), 0)):
        for kind, tokens in (
            (ChangeKind.REMOVED, old[first:i]),
            (ChangeKind.ADDED, new[second:j]),
            (ChangeKind.SAME, old[i : i + length]),
        ):
            if tokens:
                parts.append(TextPart(kind, "".join(tokens)))
        first, second = i + length, j + length
    return tuple(parts)


def _readable(
    blocks: Sequence[tuple[int, int, int]], old: int, new: int
) -> Iterator[tuple[int, int, int]]:
    """The blocks of common words without short ones in the midst of much that changed.

    A reader takes in a phrase that was replaced at once, and stumbles over the "of" that stayed.
    """
    first = second = 0
    for number, (i, j, length) in enumerate(blocks):
        last = number + 1 == len(blocks)
        i_next, j_next = (old, new) if last else blocks[number + 1][:2]
        left = i - first + j - second
        right = i_next - i + j_next - j - 2 * length
        if 2 * length < min(left, right) and length < 3:
            continue
        yield i, j, length
        first, second = i + length, j + length
