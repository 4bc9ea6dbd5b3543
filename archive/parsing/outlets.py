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
from archive.parsing.agencies import is_agency
from archive.parsing.kinds import Piece
from archive.parsing.phrases import fold
from archive.parsing.tables import load_table
from archive.parsing.titles import Title

_ENOUGH = 3.0
_COPYRIGHT = re.compile(r"(?:©|ⓒ|\(c\)|copyrights?(?!\w))", re.IGNORECASE)
_YEARS = re.compile(
    r"(?:(?:19|20)\d\d)(?:\s*[-–—,/]\s*(?:(?:19|20)?\d\d|present|heute))*", re.IGNORECASE
)
_DOMAIN = re.compile(
    r"(?<![\w.])(?:https?://|[\w.+-]{1,40}@)?((?:[a-z0-9-]{1,60}\.){1,4}[a-z]{2,12})(?![\w@])",
    re.IGNORECASE,
)
_TLD = re.compile(
    r"\.(?:com?|org|net|gov|ac)?\.?(?:[a-z]{2}|com|org|net|info|news|tv|eu|media|online|press|today|live|biz|me|io|co)$"
)
_NAME_END = re.compile(r"[|•·»;:!?…]|\.(?=\s|$)(?<!Mr\.)|\s[-–—]\s|,\s|\s{3,}|(?<=\w)\s*\(")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_BEFORE_NAME = re.compile(r"^[\W_]*(?:by |von |par |por |di )?[\W_]*", re.IGNORECASE)
_AROUND_NAMES = " ,-–—.·|®™&()[]"
_MOST_WORDS = 6
_MOST_SPOKEN_WORDS = 40
_MOST_COMPANY = 80  # letters of a notice in which the company stands
_LINE = 400
_TOP = 5  # blocks at the page's top where a masthead stands
_EVIDENCE = 240


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
        candidates.setdefault(_key(vote.name), []).append(vote)
    candidates.pop("", None)
    _count_repeats(candidates, pieces, region)
    if not candidates:
        return None
    key, votes = max(candidates.items(), key=lambda item: _score(item[1]))
    if _score(votes) < _ENOUGH:
        return None
    name = _known().get(key) or _readable([vote.name for vote in votes])
    evidence = max(votes, key=lambda vote: vote.weight).evidence
    return Source(name=name, kind=SourceKind.OUTLET, evidence=evidence[:_EVIDENCE])


def _count_repeats(
    candidates: dict[str, list[_Vote]], pieces: Sequence[Piece], region: range
) -> None:
    """Add a vote for each short line that begins or ends with a candidate: "ZDNet Korea"."""
    for number, piece in enumerate(pieces):
        words = piece.text.split()
        if number in region or len(words) > _MOST_WORDS:
            continue
        parts = {" ".join(words[:end]) for end in range(1, len(words) + 1)}
        parts |= {" ".join(words[start:]) for start in range(1, len(words))}
        for key in {_key(part) for part in parts} & candidates.keys():
            candidates[key].append(
                _Vote(candidates[key][0].name, _Kind.REPEATED, 0.5, piece.text)
            )


def _score(votes: Sequence[_Vote]) -> float:
    """The votes' weight, each kind limited, and each line of the page counted once for it."""
    score = 0.0
    for kind, most in _MOST.items():
        lines = {vote.evidence: vote.weight for vote in votes if vote.kind is kind}
        score += min(most, sum(lines.values()))
    return score


def _votes(pieces: Sequence[Piece], region: range, title: Title | None) -> Iterator[_Vote]:
    top = title.piece if title else region.start
    if title and title.site and _is_name(title.site):
        weight = 3.0 if title.piece == 0 else 1.5
        yield _Vote(title.site, _Kind.TITLE, weight, pieces[title.piece].text)
    for number, piece in enumerate(pieces):
        text = piece.text
        if number in region or len(text) > _LINE:
            continue
        if not top <= number < region.start:  # where pictures have their copyright
            yield from _after_copyright(text)
        if piece.words <= _MOST_SPOKEN_WORDS:
            yield from (_Vote(name, _Kind.SPOKEN, 1.0, text) for name in _spoken_of(text))
        if piece.words <= _MOST_WORDS and _key(text) in _known():
            yield _Vote(text, _Kind.NAMED, 1.5 if number < _TOP else 0.7, text)
        for match in _DOMAIN.finditer(text):
            if domain := _domain(match[1]):
                yield _Vote(domain, _Kind.DOMAIN, 1.0, text)
    if region and (name := _dateline_outlet(pieces[region.start].text)):
        yield _Vote(name, _Kind.DATELINE, 2.0, pieces[region.start].text)


def _after_copyright(text: str) -> Iterator[_Vote]:
    """The name in a copyright notice; a company's says less, and so does one without a year."""
    mark = _COPYRIGHT.search(text)
    if mark is None or mark.start() > 60:
        return
    dated = _YEARS.search(text) is not None
    rest = _rights().sub("", _YEARS.sub(" ", _COPYRIGHT.sub(" ", text[mark.start() :])))
    rest = _BEFORE_NAME.sub("", rest.strip())
    company = _company().search(rest[:_MOST_COMPANY])
    name = _NAME_END.split(rest, maxsplit=1)[0].strip(_AROUND_NAMES)
    known = _key(name) in _known()
    if company and company.start() < len(name) and not known:
        name = name[: company.start()].strip(_AROUND_NAMES) or name
    if name and _is_name(name):
        sure = known or (dated and not company) or _DOMAIN.fullmatch(name)
        yield _Vote(name, _Kind.COPYRIGHT, 3.0 if sure else 1.5 if company else 2.0, text)


@cache
def _rights() -> re.Pattern[str]:
    legal = load_table("boilerplate")["legal"]["contains"]
    ordered = sorted(map(re.escape, legal), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(ordered)}).*", re.IGNORECASE | re.DOTALL)


@cache
def _company() -> re.Pattern[str]:
    words = sorted(load_table("outlets")["page"]["company"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _spoken_of(text: str) -> Iterator[str]:
    """Names that stand where pages speak of themselves: "Join Hindustan Times"."""
    before, after = _self_patterns()
    for match in before.finditer(text):
        name = _leading_name(text[match.end() :])
        if name:
            yield name
    for match in after.finditer(text):
        name = _trailing_name(text[: match.start()])
        if name:
            yield name


@cache
def _self_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    page = load_table("outlets")["page"]
    before = sorted(page["before"], key=len, reverse=True)
    after = sorted(page["after"], key=len, reverse=True)
    return (
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, before))})\s+", re.IGNORECASE),
        re.compile(rf"\s+(?:{'|'.join(map(re.escape, after))})(?!\w)", re.IGNORECASE),
    )


def _leading_name(text: str) -> str | None:
    words: list[str] = []
    for word in _NAME_END.split(text[:80], maxsplit=1)[0].split():
        if not (word[0].isupper() or word[0].isdigit() or _DOMAIN.fullmatch(word)):
            break
        words.append(word.strip(",.'’\""))
    name = " ".join(words)
    return name if 0 < len(words) <= _MOST_WORDS and _is_name(name) else None


def _trailing_name(text: str) -> str | None:
    words: list[str] = []
    for word in reversed(re.split(r"[|•·»;:!?…,.]\s", text[-80:])[-1].split()):
        if not word[0].isupper():
            break
        words.insert(0, word.strip(",.'’\""))
    if words and fold(words[0]) in {"follow", "like", "join", "the", "get", "find", "watch", "our"}:
        words = words[1:]
    name = " ".join(words)
    return name if 0 < len(words) <= _MOST_WORDS and _is_name(name) else None


def _dateline_outlet(text: str) -> str | None:
    """The outlet in "Hong Kong (CNN) ...", if it is a known one."""
    match = re.match(r"^[^()]{0,40}\(([^()]{2,30})\)", text[:90])
    return match.group(1) if match and _key(match.group(1)) in _known() else None


def _domain(domain: str) -> str | None:
    """The site's name in a host's, None for a service that many sites use."""
    labels = domain.casefold().split(".")
    if (
        labels[0] in {"www", "m", "amp", "mobile", "edition", "en", "www2", "news", "blog", "blogs"}
        and len(labels) > 2
    ):
        labels = labels[1:]
    name = ".".join(labels)
    blocked = load_table("outlets")["page"]["not_domains"]
    if any(name == other or name.endswith("." + other) for other in blocked):
        return None
    if (
        len(labels) < 2
        or _TLD.search(name) is None
        or labels[-1] in {"jpg", "png", "html", "htm", "pdf", "js", "php"}
    ):
        return None
    return name


def _is_name(text: str) -> bool:
    folded = fold(text).strip(" .")
    if not 2 <= len(folded) <= 50 or len(text.split()) > _MOST_WORDS or is_agency(text):
        return False
    if folded in _not_names() or not any(map(str.isalpha, folded)):
        return False
    return (
        text[0].isupper()
        or text[0].isdigit()
        or _DOMAIN.fullmatch(text) is not None
        or not text[0].isascii()
    )


@cache
def _not_names() -> frozenset[str]:
    return frozenset(map(fold, load_table("outlets")["page"]["not_names"]))


def _key(name: str) -> str:
    """What spellings of one name share: no spaces, capitals, article or domain's ending."""
    folded = fold(name).strip()
    if "." in folded and " " not in folded:
        folded = _TLD.sub("", folded)
    folded = re.sub(r"^the\s+", "", folded)
    key = "".join(filter(str.isalnum, folded))
    return _aliases().get(key, key)


@cache
def _aliases() -> dict[str, str]:
    """From each known spelling's key to its outlet's."""
    aliases: dict[str, str] = {}
    for name, others in load_table("outlets")["names"].items():
        own = "".join(filter(str.isalnum, re.sub(r"^the\s+", "", fold(name))))
        for other in (name, *others):
            folded = fold(other)
            if "." in folded and " " not in folded:
                folded = _TLD.sub("", folded)
            aliases["".join(filter(str.isalnum, re.sub(r"^the\s+", "", folded)))] = own
    return aliases


@cache
def _known() -> dict[str, str]:
    return {
        "".join(filter(str.isalnum, re.sub(r"^the\s+", "", fold(name)))): name
        for name in load_table("outlets")["names"]
    }


def _readable(spellings: Sequence[str]) -> str:
    """The spelling for people: with spaces if the page has one, else parted at inner capitals."""
    best = max(spellings, key=lambda name: (" " in name, "." not in name, spellings.count(name)))
    if " " in best or "." in best:
        return best
    parted = _CAMEL.sub(" ", best)
    return parted if sum(map(str.isupper, best)) == parted.count(" ") + 1 else best
