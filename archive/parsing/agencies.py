"""News agencies by name: where a text says one of their names, and which one it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.parsing.tables import load_table

_WORD = re.compile(r"\w+")
_JOINED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency's name in a text: its canonical name, where, and how sure it is one.

    A `plain` name means nothing else; a `weak` one is more often something else.
    """

    name: str
    start: int
    end: int
    plain: bool
    weak: bool


def find_mentions(text: str) -> Iterator[Mention]:
    """Every agency's name in the text, in order; the longest where names overlap."""
    found = [
        Mention(alias.name, match.start(), match.end(), alias.plain, alias.weak)
        for alias in _possible(text)
        if alias.text in text
        for match in alias.pattern.finditer(text)
    ]
    end = 0
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if mention.start >= end:
            end = mention.end
            yield mention


def is_agency(text: str, *, weak: bool = False) -> bool:
    """Whether the text is one of the agencies' names, or nothing but several of them.

    Weak names count only where asked for.
    """
    rest = text.replace("/", " ")
    mentions = [mention for mention in find_mentions(rest) if weak or not mention.weak]
    for mention in reversed(mentions):
        rest = rest[: mention.start] + rest[mention.end :]
    return bool(mentions) and not any(map(str.isalnum, rest))


@dataclass(frozen=True, slots=True)
class _Alias:
    text: str
    name: str
    plain: bool
    weak: bool
    pattern: re.Pattern[str]


def _possible(text: str) -> Iterator[_Alias]:
    """The names that can be in a text: those whose first word is one of its words."""
    by_word, others = _by_first_word()
    for word in by_word.keys() & set(_WORD.findall(text)):
        yield from by_word[word]
    if not text.isascii():
        yield from others


@cache
def _by_first_word() -> tuple[dict[str, tuple[_Alias, ...]], tuple[_Alias, ...]]:
    """The names by their first word, and those of scripts that put no space between words."""
    by_word: dict[str, list[_Alias]] = {}
    others: list[_Alias] = []
    for alias in _aliases():
        word = None if _JOINED.search(alias.text) else _WORD.match(alias.text)
        (by_word.setdefault(word.group(), []) if word else others).append(alias)
    return {word: tuple(found) for word, found in by_word.items()}, tuple(others)


@cache
def _aliases() -> tuple[_Alias, ...]:
    aliases: dict[str, _Alias] = {}
    for agency in load_table("agencies")["agency"]:
        name = agency["names"][0]
        short, weak = agency.get("short", ()), agency.get("weak", ())
        for text in (*short, *weak, *agency.get("plain", ()), name):
            plain = text not in short and text not in weak
            alias = _Alias(text, name, plain, text in weak, _whole_word(text))
            aliases.setdefault(text, alias)
    return tuple(aliases.values())


def _whole_word(alias: str) -> re.Pattern[str]:
    """Matches the name; in scripts that join words, its ends are free."""
    if _JOINED.search(alias):
        return re.compile(re.escape(alias))
    return re.compile(rf"(?<![\w.@])(?<!\w/){re.escape(alias)}(?![\w@]|\.\w)")
