"""What a block is for, told by the phrases of data/boilerplate.toml."""

import re
from dataclasses import dataclass
from functools import cache

from archive.parsing.tables import load_table

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
_TRIM = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_COLON = re.compile(r"\s*[:：|>»]")
_SENTENCE_END = re.compile(r"[.!?…] ")
_LABEL_LENGTH = 40


def fold(text: str) -> str:
    """Text as the phrases are written: lower case, straight quotes."""
    return text.casefold().translate(_QUOTES)


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """One purpose's phrases, ready to match; the arguments are folded text."""

    lines: frozenset[str]
    labels: frozenset[str]
    starts: re.Pattern[str] | None
    contains: re.Pattern[str] | None
    bracketed: re.Pattern[str] | None

    def is_line(self, text: str) -> bool:
        """Whether the whole text is one of `lines`, numbers and punctuation aside."""
        return len(text) <= 80 and (text in self.lines or _TRIM.sub("", text) in self.lines)

    def has_label(self, text: str) -> bool:
        """Whether the text, or its last sentence, opens with a label and a colon."""
        return any(self._opens_with_label(part) for part in (text, _SENTENCE_END.split(text)[-1]))

    def _opens_with_label(self, text: str) -> bool:
        head = _COLON.split(text[:_LABEL_LENGTH], maxsplit=1)
        return len(head) > 1 and head[0].strip(" ([*-") in self.labels

    def opens(self, text: str) -> bool:
        """Whether the text starts with one of `starts`."""
        return self.starts is not None and self.starts.match(text) is not None

    def is_in(self, text: str) -> bool:
        """Whether one of `contains` is in the text."""
        return self.contains is not None and self.contains.search(text) is not None

    def is_bracketed(self, text: str) -> bool:
        """Whether one of `bracketed` is in the text."""
        return self.bracketed is not None and self.bracketed.search(text) is not None


@cache
def phrases(purpose: str) -> PhraseTable:
    """The phrases of one table in data/boilerplate.toml."""
    table = load_table("boilerplate")[purpose]
    return PhraseTable(
        lines=frozenset(map(fold, table.get("lines", ()))),
        labels=frozenset(map(fold, table.get("labels", ()))),
        starts=_any_of(table.get("starts", ())),
        contains=_any_of(table.get("contains", ())),
        bracketed=_any_of(table.get("bracketed", ())),
    )


def _any_of(items: list[str]) -> re.Pattern[str] | None:
    if not items:
        return None
    # Longest first, so that the alternatives need no backtracking; whole words on both sides.
    ordered = sorted(map(fold, items), key=len, reverse=True)
    alternatives = "|".join(
        (r"(?<!\w)" if item[0].isalnum() and item[0] < "\u2e80" else "")
        + re.escape(item)
        + (r"(?!\w)" if item[-1].isalnum() and item[-1] < "\u2e80" else "")
        for item in ordered
    )
    return re.compile(alternatives)
