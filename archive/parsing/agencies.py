"""News agencies by name: where a text says one of their names, and which one it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.parsing.tables import load_table


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency's name in a text: its canonical name, where, and whether it means nothing else."""

    name: str
    start: int
    end: int
    plain: bool


@dataclass(frozen=True, slots=True)
class _Names:
    pattern: re.Pattern[str]
    agencies: dict[str, tuple[str, bool]]


def find_mentions(text: str) -> Iterator[Mention]:
    """Every agency's name in the text, in order; the longest where names overlap."""
    names = _names()
    for match in names.pattern.finditer(text):
        name, plain = names.agencies[match.group()]
        yield Mention(name, match.start(), match.end(), plain)


def is_agency(text: str) -> bool:
    """Whether the text is one of the agencies' names, or nothing but several of them."""
    parted = text.replace("/", " ")
    rest = _names().pattern.sub("", parted)
    return rest != parted and not any(map(str.isalnum, rest))


@cache
def _names() -> _Names:
    agencies: dict[str, tuple[str, bool]] = {}
    for agency in load_table("agencies")["agency"]:
        canonical = agency["names"][0]
        for alias in agency.get("short", ()):
            agencies[alias] = (canonical, False)
        for alias in (*agency.get("plain", ()), *agency["names"]):
            if alias not in agencies:
                agencies[alias] = (canonical, True)
    ordered = sorted(agencies, key=len, reverse=True)
    alternatives = "|".join(_whole_word(alias) for alias in ordered)
    return _Names(re.compile(alternatives), agencies)


def _whole_word(alias: str) -> str:
    """A pattern for the name; in scripts that join words, its ends are free."""
    if re.search(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0600-\u06ff]", alias):
        return re.escape(alias)
    return rf"(?<![\w.@/]){re.escape(alias)}(?![\w@]|\.\w)"
