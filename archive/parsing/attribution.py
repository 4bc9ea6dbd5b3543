"""Which agencies an article comes from (credited) and which it quotes (cited).

Credited: a byline, a line of its own beside the date or at the article's end, "Source: AFP", a
dateline ("SEOUL (Reuters) -"), a sign-off, "with inputs from ANI", an agency's copyright notice.
Cited: a sentence of the body that names the agency beside a word of reporting. A picture's credit
is neither; captions never reach this module's body.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from archive.article import Agency, AgencyRole
from archive.parsing.agencies import Mention, find_mentions, is_agency
from archive.parsing.kinds import Kind, Piece
from archive.parsing.phrases import fold
from archive.parsing.tables import load_table

_LINE = 160  # letters: a credit line is no longer
_DATELINE = 90  # letters of a paragraph that can hold a dateline
_NEAR = 70  # letters between an agency's name and the word of reporting
_EVIDENCE = 240
# Where a sentence ends: not after an initial or "U.S.", not before a small letter.
_SENTENCE_END = re.compile(
    r"(?<!\b\w)[.!?。！？।][\"'”’)»]*(?:\s+(?=[^\W\d_a-z]|[\"“‘«(\d])|$)|[。！？]"
)
_DATELINE_MARK = re.compile(r"^.{0,60}?(?:[(/（【\[][^()/（）【】\[\]]{0,32}\Z)", re.DOTALL)
_SIGN_OFF = re.compile(r"(?:[(/\[（【]|\s[-–—/|]\s?)\s*[^()\[\]（）【】]{1,40}[)/\]）】]?\W{0,3}$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BRACKET_AFTER = re.compile(r"[^()/（）【】\[\]]{0,24}[)/）】\]]")
_PLACE_AND_DAY = re.compile(r"^[\w\s.,'’()-]{0,48}$")
_DASH_AFTER = re.compile(r"\s*[-–—]{1,2}\s")
_MARK_AFTER = re.compile(r"[^()/（）【】\[\]]{0,24}[)/）】\]]\s*(?:[-–—:.=]|$)")
_DASH_BEFORE = re.compile(r"^[\w\s.,'’()/-]{0,48}\s[-–—]\s$")
_SMALL_WORDS = re.compile(r"[a-z]{3,}\s+[a-z]{3,}")
_XINHUA_DATELINE = re.compile(r"^.{2,24}?[电電][\s　:：)）]")


def find_agencies(
    header: Sequence[Piece], body: Sequence[str], footer: Sequence[Piece]
) -> tuple[Agency, ...]:
    """The agencies of an article, each once, credited before cited.

    `header` is what stands between title and body, `body` the paragraphs, `footer` what follows
    them closely.
    """
    found: dict[str, Agency] = {}
    for role, mentions in (
        (AgencyRole.CREDITED, _credited(header, body, footer)),
        (AgencyRole.CITED, _cited(body)),
    ):
        for name, evidence in mentions:
            found.setdefault(name, Agency(name=name, role=role, evidence=evidence[:_EVIDENCE]))
    return tuple(found.values())


def _credited(
    header: Sequence[Piece], body: Sequence[str], footer: Sequence[Piece]
) -> Iterator[tuple[str, str]]:
    for number, piece in enumerate(header):
        if _credits_article(piece) or (_is_alone(piece) and _by_a_date(header, number)):
            yield from _named(piece.text)
    for paragraph in body[:2]:
        yield from _in_dateline(paragraph)
    for paragraph in body[-2:]:
        yield from _in_closing(paragraph)
    if body:
        yield from _in_sign_off(body[-1])
    for piece in footer:
        if _credits_article(piece) or _is_alone(piece):
            yield from _named(piece.text)
        elif piece.kind is Kind.LEGAL and _YEAR.search(piece.text) and piece.words <= 60:
            yield from _named(piece.text[:_LINE], weak=False)


def _named(text: str, *, weak: bool = True) -> Iterator[tuple[str, str]]:
    for mention in find_mentions(text):
        if weak or not mention.weak:
            yield mention.name, text


def _credits_article(piece: Piece) -> bool:
    """Whether a line says who the article is by or from, and names an agency in saying so."""
    if piece.kind is Kind.CAPTION or len(piece.text) > _LINE:
        return False
    folded = fold(piece.text)
    opening, closing = _credit_patterns()
    if closing.search(folded):
        return True
    match = opening.match(folded)
    if match is None or len(folded) != len(piece.text):
        return False
    return any(
        (mention.start - match.end() <= 3 and not mention.weak)
        or _is_byline_tail(piece.text, mention)
        for mention in find_mentions(piece.text)
        if mention.start >= match.end() - 1
    )


def _is_byline_tail(text: str, mention: Mention) -> bool:
    """ "By Jane Doe, Associated Press": the agency ends a byline."""
    return len(text) - mention.end <= 3


@cache
def _credit_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_table("agencies")["cues"]
    openings = sorted(map(fold, cues["credits"]), key=len, reverse=True)
    closings = sorted(map(fold, cues["closing"]), key=len, reverse=True)
    return (
        re.compile(rf"[\W_]{{0,3}}(?:{'|'.join(map(re.escape, openings))})(?:\s*[:：/／|]\s*|\s+)"),
        re.compile("|".join(map(re.escape, closings))),
    )


def _is_alone(piece: Piece) -> bool:
    """Whether a line holds nothing but agencies' names."""
    return (
        piece.kind in (Kind.SHORT, Kind.BYLINE, Kind.STAMP, Kind.PROSE)
        and len(piece.text) <= 60
        and is_agency(piece.text)
    )


def _by_a_date(header: Sequence[Piece], number: int) -> bool:
    near = header[max(0, number - 2) : number + 3]
    return any(piece.kind is Kind.STAMP for piece in near)


def _in_dateline(paragraph: str) -> Iterator[tuple[str, str]]:
    head = paragraph[:_DATELINE]
    for mention in find_mentions(head):
        if _ends_dateline(head, mention):
            yield mention.name, head


def _ends_dateline(head: str, mention: Mention) -> bool:
    """Whether a paragraph's beginning is a dateline in which the agency stands.

    In brackets, "SEOUL (Reuters) - ", a name that can mean something else needs the dash too.
    """
    before, after = head[: mention.start], head[mention.end :]
    if mention.start == 0 and _XINHUA_DATELINE.match(head):
        return True
    sentence = _SMALL_WORDS.search(before) is not None
    if _DATELINE_MARK.match(before) and _BRACKET_AFTER.match(after):
        marked = _MARK_AFTER.match(after) is not None
        if _spells_out(before, head[mention.start : mention.end]):
            return False
        return marked or not sentence if mention.plain else marked and not sentence
    if sentence:
        return False
    if _DASH_AFTER.match(after):
        return _PLACE_AND_DAY.match(before) is not None
    return after.startswith(". ") and _DASH_BEFORE.match(before) is not None


def _spells_out(before: str, letters: str) -> bool:
    """Whether the words before a bracket are what the letters in it stand for."""
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", before)).casefold()
    return initials.endswith(letters.casefold())


def _in_closing(paragraph: str) -> Iterator[tuple[str, str]]:
    """A last sentence such as "The Associated Press contributed to this report."."""
    last = paragraph[-_LINE:]
    start = max((match.end() for match in _SENTENCE_END.finditer(last[:-1])), default=0)
    if _credit_patterns()[1].search(fold(last)):
        yield from _named(last[start:])


def _in_sign_off(paragraph: str) -> Iterator[tuple[str, str]]:
    tail = paragraph[-60:]
    match = _SIGN_OFF.search(tail)
    if match and is_agency(match.group().strip(" ()[]（）【】/-–—|."), weak=True):
        yield from _named(match.group())


def _cited(body: Sequence[str]) -> Iterator[tuple[str, str]]:
    near, before, after, nouns = _cue_patterns()
    seen: set[str] = set()
    for paragraph in body:
        for mention in find_mentions(paragraph):
            if mention.name in seen:
                continue
            left = fold(paragraph[max(0, mention.start - _NEAR) : mention.start])
            right = fold(paragraph[mention.end : mention.end + _NEAR])
            letters = paragraph[mention.start : mention.end]
            if not mention.plain and _spells_out(left, letters):
                continue  # "Gulf News Agency (GNA)", which is not Ghana's
            if mention.weak and not nouns.search(left):
                continue
            beside = before.search(left) or after.match(right)
            if beside or (mention.plain and (near.search(left) or near.search(right))):
                seen.add(mention.name)
                yield mention.name, _sentence_around(paragraph, mention)


def _sentence_around(paragraph: str, mention: Mention) -> str:
    ends = [match.end() for match in _SENTENCE_END.finditer(paragraph)]
    first = max((end for end in ends if end <= mention.start), default=0)
    last = min((end for end in ends if end >= mention.end), default=len(paragraph))
    if last - first <= _EVIDENCE:
        return paragraph[first:last].strip()
    start = max(0, mention.start - _EVIDENCE // 2)
    return paragraph[start : start + _EVIDENCE].strip()


@cache
def _cue_patterns() -> tuple[re.Pattern[str], ...]:
    """Near a name, right before it, right after it, and right before a weak one."""
    cues = load_table("agencies")["cues"]
    return (
        re.compile(_alternatives(cues["near"])),
        re.compile(rf"(?:{_alternatives(cues['before'])})[\s\"'(„“«]*$"),
        re.compile(rf"[\s\"')”»]*(?:{_alternatives(cues['after'])})"),
        re.compile(rf"(?:{_alternatives(cues['nouns'])})[\s\"'(„“«]*$"),
    )


def _alternatives(phrases: list[str]) -> str:
    ordered = sorted(map(fold, phrases), key=len, reverse=True)
    return "|".join(
        re.escape(phrase)
        if phrase[0] >= "\u0e00"
        else rf"(?<!\w){re.escape(phrase)}" + (r"(?!\w)" if phrase[-1].isalnum() else "")
        for phrase in ordered
    )
