"""Which outlet published a page, by the names it gives itself.

Every place where a page names its outlet is a vote: a copyright notice, what follows the headline
after a bar, "Join ...", "Follow ... on Twitter", web addresses, an outlet known by name. Spellings
that differ in spaces, capitals, an article or a domain's ending are one candidate. One weak vote
elects nobody: an outlet that is not found is None.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from archive.article import Source, SourceKind
from archive.parsing.kinds import Piece
from archive.parsing.outlet_names import (
    DOMAIN,
    MOST_WORDS,
    domain_name,
    is_distinct,
    is_name,
    known_name,
    letters_of,
    name_key,
    readable_name,
    spellings_of,
)
from archive.parsing.phrases import fold
from archive.parsing.tables import load_table
from archive.parsing.titles import Title

_ENOUGH = 3.0
_LINE = 400  # letters
_EVIDENCE = 240
_MOST_SPOKEN_WORDS = 40
_TOP = 5  # blocks at the page's top where a masthead stands
_NOTICE = 80  # letters of a copyright notice in which its holder stands
_COPYRIGHT = re.compile(r"(?:©|ⓒ|\(c\)|copyrights?(?!\w))", re.IGNORECASE)
_YEARS = re.compile(
    r"(?:19|20)\d\d(?:\s?[-–—,/]\s?(?:(?:19|20)?\d\d|present|heute)){0,20}", re.IGNORECASE
)
_BEFORE_NAME = re.compile(r"^[\W_]*(?:by |von |par |por |di )?[\W_]*", re.IGNORECASE)
_NAME_END = re.compile(r"[|•·»;:!?…]|\.(?=\s|$)|\s[-–—]\s|,\s|\s{3,}|(?<=\w)\s?\(")
_AROUND_NAMES = " ,-–—.·|®™&()[]"
_WORD = re.compile(r"\w+")
_VERBS = frozenset("follow like join the get find watch our".split())


class _Kind(StrEnum):
    """What kind of vote; the value of all votes of a kind is limited."""

    COPYRIGHT = "copyright"
    TITLE = "title"
    DATELINE = "dateline"
    NAMED = "named"
    SPOKEN = "spoken"
    DOMAIN = "domain"
    REPEATED = "repeated"


_MOST = {
    _Kind.COPYRIGHT: 3.0,
    _Kind.TITLE: 3.0,
    _Kind.DATELINE: 2.0,
    _Kind.NAMED: 2.0,
    _Kind.SPOKEN: 2.0,
    _Kind.DOMAIN: 2.0,
    _Kind.REPEATED: 2.0,
}


@dataclass(frozen=True, slots=True)
class _Vote:
    name: str
    kind: _Kind
    weight: float
    evidence: str


def find_outlet(pieces: Sequence[Piece], region: range, title: Title | None) -> Source | None:
    """The outlet, with the words that show it; None where the page does not say."""
    candidates: dict[str, list[_Vote]] = {}
    for vote in _votes(pieces, region, title):
        candidates.setdefault(name_key(vote.name), []).append(vote)
    candidates.pop("", None)
    _count_repeats(candidates, pieces, region)
    if not candidates:
        return None
    key, votes = max(candidates.items(), key=lambda item: _score(item[1]))
    if _score(votes) < _ENOUGH:
        return None
    name = known_name(key) or readable_name([vote.name for vote in votes])
    evidence = max(votes, key=lambda vote: vote.weight).evidence
    return Source(name=name, kind=SourceKind.OUTLET, evidence=evidence[:_EVIDENCE])


def _score(votes: Sequence[_Vote]) -> float:
    """The votes' weight, each kind limited, and each line of the page counted once for it."""
    spoken = {vote.evidence for vote in votes if vote.kind is _Kind.SPOKEN}
    if len(spoken) < 2 and all(vote.kind in (_Kind.SPOKEN, _Kind.REPEATED) for vote in votes):
        return 0.0  # a button: "Get Weather App"
    score = 0.0
    for kind, most in _MOST.items():
        lines = {vote.evidence: vote.weight for vote in votes if vote.kind is kind}
        score += min(most, sum(lines.values()))
    return score


def _votes(pieces: Sequence[Piece], region: range, title: Title | None) -> Iterator[_Vote]:
    if title and title.site and is_name(title.site):
        weight = 3.0 if title.piece == 0 else 1.5
        yield _Vote(title.site, _Kind.TITLE, weight, pieces[title.piece].text)
    top = title.piece if title else region.start
    for number, piece in enumerate(pieces):
        if number in region or len(piece.text) > _LINE:
            continue
        # Between headline and article stand pictures with their copyright, as they do, without a
        # year, anywhere above.
        if number >= region.stop or (number < top and _YEARS.search(piece.text)):
            yield from _after_copyright(piece.text)
        yield from _in_line(piece, weight=1.5 if number < _TOP else 0.7)
    if region and (name := _dateline_outlet(pieces[region.start].text)):
        yield _Vote(name, _Kind.DATELINE, 2.0, pieces[region.start].text)


def _in_line(piece: Piece, *, weight: float) -> Iterator[_Vote]:
    text = piece.text
    if piece.words <= _MOST_SPOKEN_WORDS:
        yield from (_Vote(name, _Kind.SPOKEN, 1.0, text) for name in _spoken_of(text))
    if piece.words <= MOST_WORDS and is_distinct(text):
        yield _Vote(text, _Kind.NAMED, weight, text)
    for match in DOMAIN.finditer(text) if "." in text else ():
        if domain := domain_name(match[1]):
            yield _Vote(domain, _Kind.DOMAIN, 1.0, text)


def _count_repeats(
    candidates: dict[str, list[_Vote]], pieces: Sequence[Piece], region: range
) -> None:
    """Add a vote for each short line that begins or ends with a candidate: "ZDNet Korea"."""
    spellings = spellings_of(candidates)
    for number, piece in enumerate(pieces):
        words = piece.text.split()
        if number in region or len(words) > MOST_WORDS:
            continue
        if "." not in piece.text:  # no domain: a name stands there in one of its spellings
            letters = letters_of(piece.text)
            if not any(spelling in letters for spelling in spellings):
                continue
        parts = {" ".join(words[:end]) for end in range(1, len(words) + 1)}
        parts |= {" ".join(words[start:]) for start in range(1, len(words))}
        for key in {name_key(part) for part in parts} & candidates.keys():
            name = candidates[key][0].name
            candidates[key].append(_Vote(name, _Kind.REPEATED, 0.5, piece.text))


def _after_copyright(text: str) -> Iterator[_Vote]:
    """The name in a copyright notice; a publishing house's says less than an outlet's."""
    mark = _COPYRIGHT.search(text)
    if mark is None or mark.start() > _NOTICE:
        return
    dated = _YEARS.search(text) is not None
    rest = _rights().sub("", _YEARS.sub(" ", _COPYRIGHT.sub(" ", text[mark.start() :])))
    rest = _BEFORE_NAME.sub("", rest.strip())
    name = _NAME_END.split(rest, maxsplit=1)[0].strip(_AROUND_NAMES)
    legal = _page_words("legal_forms").search(rest[:_NOTICE])
    if legal and 0 < legal.start() < len(name):
        name = name[: legal.start()].strip(_AROUND_NAMES)
    if not name or not is_name(name):
        return
    if known_name(name_key(name)) or DOMAIN.fullmatch(name):
        weight = 3.0
    elif _page_words("houses").search(name):
        weight = 1.0
    else:
        weight = 3.0 if dated and not legal else 2.0
    yield _Vote(name, _Kind.COPYRIGHT, weight, text)


@cache
def _rights() -> re.Pattern[str]:
    """Matches from "all rights reserved" and the like on."""
    legal = load_table("boilerplate")["legal"]["contains"]
    ordered = sorted(map(re.escape, legal), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(ordered)}).*", re.IGNORECASE | re.DOTALL)


@cache
def _page_words(key: str) -> re.Pattern[str]:
    """Matches any of one list in the table's part on pages, as whole words."""
    words = sorted(load_table("outlets")["page"][key], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


@cache
def _words_of_pages() -> frozenset[str]:
    """The first words of all that stands before or after a name."""
    page = load_table("outlets")["page"]
    return frozenset(
        _WORD.findall(phrase.casefold())[0] for key in ("before", "after") for phrase in page[key]
    )


def _spoken_of(text: str) -> Iterator[str]:
    """Names that stand where pages speak of themselves: "Join Hindustan Times"."""
    if _words_of_pages().isdisjoint(_WORD.findall(text.casefold())):
        return
    for match in _page_words("before").finditer(text):
        if name := _leading_name(text[match.end() :].lstrip()):
            yield name
    for match in _page_words("after").finditer(text):
        if name := _trailing_name(text[: match.start()].rstrip()):
            yield name


def _leading_name(text: str) -> str | None:
    words: list[str] = []
    for word in _NAME_END.split(text[:80], maxsplit=1)[0].split():
        if not (word[0].isupper() or word[0].isdigit() or DOMAIN.fullmatch(word)):
            break
        words.append(word.strip(",.'’\""))
    return _checked(words)


def _trailing_name(text: str) -> str | None:
    words: list[str] = []
    for word in reversed(re.split(r"[|•·»;:!?…,.]\s", text[-80:])[-1].split()):
        if not word[0].isupper():
            break
        words.insert(0, word.strip(",.'’\""))
    return _checked(words[1:] if words and fold(words[0]) in _VERBS else words)


def _checked(words: list[str]) -> str | None:
    name = " ".join(words)
    return name if words and is_name(name) else None


def _dateline_outlet(text: str) -> str | None:
    """The outlet in "Hong Kong (CNN) ...", if it is a known one."""
    match = re.match(r"[^()]{0,40}\(([^()]{2,30})\)", text)
    return match[1] if match and is_distinct(match[1]) else None
