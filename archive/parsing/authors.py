"""Bylines, and the people in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from archive.parsing.moments import find_moments
from archive.parsing.phrases import fold
from archive.parsing.tables import load_table

_LONGEST = 160  # letters: a byline with five names and their roles
_MOST_WORDS = 6
_WORDS_OF_A_NAME = 4
_ROLE_LINE = 40
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)+")
_MARK = re.compile(r"\s*[:：/／|]\s*|\s+")
# Where the names end: a bar, a bullet, a spaced dash, a number, a handle, an address, a bracket.
_NAMES_END = re.compile(
    r"\s[|•·»›–—-]|[|•·»›]|\s*\d|\s*@|\s*[(\[{<]|\s+https?:|\s{3,}|[:：!?…]|(?<=[^\W\d_A-Z]{3})\.(?=\s)"
)
_BETWEEN_NAMES = re.compile(
    r"\s*(?:[,;&、，]|(?<!\w)(?:and|AND|und|UND|et|ET|y|e|en|och|og|ja|i|a|și|ve|dan|и|та|και|و)(?!\w))\s*"
)
_PARTICLES = frozenset(
    "de da do dos das di del della van von der den ter ten la le el al bin ibn ben du des af zu st "
    "y".split()
)
_KOREAN = re.compile(r"(?<![가-힣])([가-힣]{2,4})\s?(?:기자|특파원|선임기자)(?![가-힣])")
_HAN = re.compile(
    r"(?:记者|記者|作者|撰文|文)\s?[:：/／|]?\s?([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """The names in a byline and the words themselves."""

    names: tuple[str, ...]
    evidence: str


def read_byline(text: str) -> Byline | None:
    """The names in a line that is a byline, None for any other line."""
    if len(text) > _LONGEST:
        return None
    for pattern in (_KOREAN, _HAN):
        found = dict.fromkeys(pattern.findall(text[:60]))
        if names := tuple(name for name in found if not _phrase("not_names").search(name)):
            return Byline(names, text)
    rest = _after_prefix(text)
    if rest is None:
        return None
    names = tuple(dict.fromkeys(_names(rest)))
    weak = fold(text[: len(text) - len(rest)]).strip() in load_table("bylines")["weak"]
    if weak and any(" " not in name for name in names):
        return None
    return Byline(names, text) if names else None


def is_byline_opening(text: str) -> bool:
    """Whether the text is what opens a byline, with no name in it yet."""
    return fold(text).strip(" :|") in _openings()[1]


def _after_prefix(text: str) -> str | None:
    """What follows the words that open a byline, None where none do."""
    folded = fold(text)
    prefixes, glued, labels = _openings()
    if len(folded) != len(text) or not {folded[:1], folded[:2]} & _heads():
        return None
    for end in range(min(len(text), 32), 0, -1):
        head = folded[:end]
        if head in labels and (mark := re.match(r"\s*[:：/／|]\s*", text[end:])):
            return text[end + mark.end() :]
        if head not in prefixes:
            continue
        mark = _MARK.match(text[end:])
        if mark and mark.end():
            return text[end + mark.end() :]
        if head in glued and text[end : end + 1].isupper() and not text[:end].isupper():
            return text[end:]
    return None


@cache
def _openings() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = load_table("bylines")
    return (
        frozenset(map(fold, table["prefixes"])),
        frozenset(map(fold, table["glued"])),
        frozenset(map(fold, table["labels"])),
    )


@cache
def _heads() -> frozenset[str]:
    """The first two letters of all that opens a byline."""
    return frozenset(opening[:2] for openings in _openings() for opening in openings)


def _names(text: str) -> Iterator[str]:
    for part in _BETWEEN_NAMES.split(text[: _names_end(text)]):
        name = part.strip(" \"'“”.,")
        role = _phrase("roles").search(name)
        if role:
            name = _phrase("ranks").split(name[: role.start()], maxsplit=1)[0].strip()
            if _is_name(name, alone=False):
                yield name
            return
        if not name:
            continue
        is_desk = name[0].isupper() and _phrase("desks").search(name)
        if not is_desk and not _is_name(name, alone=text.startswith(part)):
            return
        yield name


def _names_end(text: str) -> int:
    """Where the names of a byline end: at a sign, a word such as "Published", or a date."""
    ends = [match.start() for end in (_NAMES_END, _phrase("stops")) if (match := end.search(text))]
    ends += [moment.span[0] for moment in find_moments(text)[:1]]
    return min(ends, default=len(text))


def _is_name(text: str, *, alone: bool) -> bool:
    """Whether the words could name a person; one word only can where it is `alone`."""
    words = text.split()
    if not (1 if alone else 2) <= len(words) <= _MOST_WORDS or _phrase("not_names").search(text):
        return False
    return words[0][0].isupper() and all(
        word[0].isupper() or word.casefold() in _PARTICLES for word in words
    )


@cache
def _phrase(key: str) -> re.Pattern[str]:
    """Matches any phrase of one list in data/bylines.toml, as whole words."""
    phrases = sorted(load_table("bylines")[key], key=len, reverse=True)
    return re.compile(
        rf"(?<![\w'’])(?:{'|'.join(map(re.escape, phrases))})(?![\w'’])", re.IGNORECASE
    )


def read_name(line: str) -> str | None:
    """The person that a whole line names, without a word such as "by"; None for another line."""
    words = line.split()
    if not 2 <= len(words) <= _WORDS_OF_A_NAME or not _NAME.fullmatch(line):
        return None
    return line if _is_name(line, alone=False) and not names_role(line) else None


def names_role(line: str) -> bool:
    """Whether a line tells a writer's role: "News reporter @name"."""
    return len(line) <= _ROLE_LINE and _phrase("roles").search(line) is not None


def merge_names(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, however its capitals are written, in order."""
    merged: dict[str, str] = {}
    for name in names:
        merged.setdefault(name.casefold(), name)
    return tuple(merged.values())
