"""What a line is for, told by the phrases of data/boilerplate.toml."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from archive.parsing.tables import load_table

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_COLON = re.compile(r"\s*[:：|>»]")
_SENTENCE_END = re.compile(r"[.!?…] ")
_WORD = re.compile(r"\w+")
_LABEL_LENGTH = 40
_LINE_LENGTH = 80
_HEAD = 2  # letters by which phrases that open a line are looked up


def fold(text: str) -> str:
    """Text as the phrases are written: lower case, straight quotes."""
    return text.casefold().translate(_QUOTES)


@dataclass(frozen=True, slots=True)
class FoldedLine:
    """A line folded; `bare` is without the numbers and punctuation around it."""

    text: str
    bare: str

    @classmethod
    def of(cls, text: str) -> "FoldedLine":
        """A line as the page has it, folded."""
        folded = fold(text)
        return cls(folded, _AROUND.sub("", folded) if len(folded) <= _LINE_LENGTH else "")


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """One purpose's phrases, ready to match."""

    lines: frozenset[str]
    labels: frozenset[str]
    starts: dict[str, tuple[str, ...]]
    contains: "_Anywhere"
    bracketed: "_Anywhere"

    def is_line(self, line: FoldedLine) -> bool:
        """Whether the whole line is one of `lines`, numbers and punctuation aside."""
        return line.bare in self.lines or line.text in self.lines

    def has_label(self, line: FoldedLine) -> bool:
        """Whether the line opens with a label and a colon."""
        return self._opens_with_label(line.text)

    def has_last_label(self, line: FoldedLine) -> bool:
        """Whether the line's last sentence opens with a label and a colon."""
        return self._opens_with_label(_SENTENCE_END.split(line.text)[-1])

    def _opens_with_label(self, text: str) -> bool:
        if not self.labels or not _COLON.search(text):
            return False
        head = _COLON.split(text[:_LABEL_LENGTH], maxsplit=1)
        return len(head) > 1 and head[0].strip(" ([*-") in self.labels

    def opens(self, line: FoldedLine) -> bool:
        """Whether the line starts with one of `starts`."""
        text = line.text
        return any(
            text.startswith(phrase) and _is_whole(text, 0, phrase)
            for head in {text[:1], text[:_HEAD]}
            for phrase in self.starts.get(head, ())
        )

    def is_in(self, line: FoldedLine) -> bool:
        """Whether one of `contains` is in the line."""
        return self.contains.is_in(line.text)

    def is_bracketed(self, text: str) -> bool:
        """Whether one of `bracketed` is in folded text."""
        return self.bracketed.is_in(text)


@cache
def phrases(purpose: str) -> PhraseTable:
    """The phrases of one table in data/boilerplate.toml."""
    table: dict[str, list[str]] = load_table("boilerplate")[purpose]
    starts: dict[str, list[str]] = {}
    for phrase in map(fold, table.get("starts", ())):
        starts.setdefault(phrase[:_HEAD], []).append(phrase)
    return PhraseTable(
        lines=frozenset(map(fold, table.get("lines", ()))) - {""},
        labels=frozenset(map(fold, table.get("labels", ()))),
        starts={head: tuple(found) for head, found in starts.items()},
        contains=_Anywhere.of(table.get("contains", ())),
        bracketed=_Anywhere.of(table.get("bracketed", ())),
    )


@dataclass(frozen=True, slots=True)
class _Anywhere:
    """Phrases to be found anywhere in a text, looked up by their first word where they have one."""

    by_word: dict[str, tuple[str, ...]]
    others: tuple[str, ...]

    @classmethod
    def of(cls, items: Iterable[str]) -> "_Anywhere":
        by_word: dict[str, list[str]] = {}
        others: list[str] = []
        for item in map(fold, items):
            word = _WORD.match(item)
            if word and all(map(_joins, word.group())):
                by_word.setdefault(word.group(), []).append(item)
            else:
                others.append(item)
        return cls({word: tuple(found) for word, found in by_word.items()}, tuple(others))

    def is_in(self, text: str) -> bool:
        """Whether one of the phrases is in folded text, as whole words."""
        words = self.by_word.keys() & set(_WORD.findall(text))
        found = (item for word in words for item in self.by_word[word])
        return any(map(text.__contains__, self.others)) or any(
            _is_whole(text, start, item) for item in found for start in _places(text, item)
        )


def _places(text: str, phrase: str) -> Iterator[int]:
    start = text.find(phrase)
    while start >= 0:
        yield start
        start = text.find(phrase, start + 1)


def _is_whole(text: str, start: int, phrase: str) -> bool:
    """Whether a phrase found in a text stands there as whole words."""
    end = start + len(phrase)
    if start and _joins(phrase[0]) and _joins(text[start - 1]):
        return False
    return not (end < len(text) and _joins(phrase[-1]) and _joins(text[end]))


def _joins(letter: str) -> bool:
    """Whether a letter makes one word with the next; those of the scripts of East Asia do not."""
    return letter.isalnum() and letter < "\u2e80"
