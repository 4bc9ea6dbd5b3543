"""What a line is for, told by the phrases of data/boilerplate.toml."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from archive.parsing.tables import load_table

_QUOTES = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " "))
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_COLON = re.compile(r"\s*[:：|>»]")
_SENTENCE_END = re.compile(r"[.!?…] ")
_WORD = re.compile(r"\w+")
_LABEL_LENGTH = 40
_LINE_LENGTH = 80
_HEAD = 2  # letters by which phrases that open a line are looked up


def fold(text: str) -> str:
    """Text as the phrases are written: lower case, straight quotes."""
    folded = text.casefold()
    if not folded.isascii():
        for quote, plain in _QUOTES:
            folded = folded.replace(quote, plain)
    return folded


@dataclass(frozen=True, slots=True)
class FoldedLine:
    """A line folded; `bare` is without the numbers and punctuation around it.

    `words` are its words, `label` what stands before a colon near its beginning, found once for all
    the tables; a line that is only asked for as a whole needs neither.
    """

    text: str
    bare: str
    words: frozenset[str] = frozenset()
    label: str | None = None

    @classmethod
    def of(cls, text: str) -> "FoldedLine":
        """A line as the page has it, folded."""
        folded = fold(text)
        bare = folded if len(folded) <= _LINE_LENGTH else ""
        if not (bare[:1].isalpha() and bare[-1:].isalpha()):
            bare = _AROUND.sub("", bare)
        return cls(folded, bare, frozenset(_WORD.findall(folded)), _label(folded))


def _label(text: str) -> str | None:
    head = text[:_LABEL_LENGTH]
    colon = _COLON.search(head)
    return head[: colon.start()].strip(" ([*-") if colon else None


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
        return line.label in self.labels

    def has_last_label(self, line: FoldedLine) -> bool:
        """Whether the line's last sentence opens with a label and a colon."""
        return _label(_SENTENCE_END.split(line.text)[-1]) in self.labels

    def opens(self, line: FoldedLine) -> bool:
        """Whether the line starts with one of `starts`."""
        text = line.text
        for head in (text[:_HEAD], text[:1]):
            for phrase in self.starts.get(head, ()):
                if text.startswith(phrase) and _is_whole(text, 0, phrase):
                    return True
        return False

    def is_in(self, line: FoldedLine) -> bool:
        """Whether one of `contains` is in the line."""
        return self.contains.is_in(line)

    def says_anything(self, line: FoldedLine) -> bool:
        """Whether any of the phrases fits the line, in brackets and as a last label aside."""
        return self.is_line(line) or self.has_label(line) or self.opens(line) or self.is_in(line)

    def is_bracketed(self, line: FoldedLine) -> bool:
        """Whether one of `bracketed` is in the line."""
        return self.bracketed.is_in(line)


@cache
def phrases(*purposes: str) -> PhraseTable:
    """The phrases of the tables of that name in data/boilerplate.toml; of several, joined."""
    tables: list[dict[str, list[str]]] = [load_table("boilerplate")[name] for name in purposes]

    def listed(key: str) -> list[str]:
        return [fold(phrase) for table in tables for phrase in table.get(key, ())]

    starts: dict[str, list[str]] = {}
    for phrase in listed("starts"):
        starts.setdefault(phrase[:_HEAD], []).append(phrase)
    return PhraseTable(
        lines=frozenset(listed("lines")) - {""},
        labels=frozenset(listed("labels")),
        starts={head: tuple(found) for head, found in starts.items()},
        contains=_Anywhere.of(listed("contains")),
        bracketed=_Anywhere.of(listed("bracketed")),
    )


@dataclass(frozen=True, slots=True)
class _Anywhere:
    """Phrases to be found anywhere in a text, looked up by their first word where they have one."""

    by_word: dict[str, tuple[str, ...]]
    others: tuple[str, ...]
    ascii_others: tuple[str, ...]

    @classmethod
    def of(cls, items: Iterable[str]) -> "_Anywhere":
        by_word: dict[str, list[str]] = {}
        others: list[str] = []
        for item in items:
            word = _WORD.match(item)
            if word and all(map(_joins, word.group())):
                by_word.setdefault(word.group(), []).append(item)
            else:
                others.append(item)
        return cls(
            {word: tuple(found) for word, found in by_word.items()},
            tuple(others),
            tuple(filter(str.isascii, others)),
        )

    def is_in(self, line: FoldedLine) -> bool:
        """Whether one of the phrases is in the line, as whole words."""
        text = line.text
        for other in self.ascii_others if text.isascii() else self.others:
            if other in text:
                return True
        if self.by_word.keys().isdisjoint(line.words):
            return False
        found = (item for word in self.by_word.keys() & line.words for item in self.by_word[word])
        return any(_is_whole(text, start, item) for item in found for start in _places(text, item))


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
