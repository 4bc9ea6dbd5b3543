"""What a record or the operator states -> Article.

What is stated wins over what is found; what is not stated is found in the record's body, which is
plain text or HTML. `Stated.origin` ("json", "csv", "feed", ...) is the publication date's method.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urlsplit

from archive.article import (
    Agency,
    AgencyRole,
    Article,
    Confidence,
    PublicationDate,
    Source,
    SourceKind,
)
from archive.errors import UnreadableInput
from archive.identity import article_url
from archive.parsing.agencies import find_mentions, is_agency
from archive.parsing.attribution import find_agencies
from archive.parsing.authors import names_role, read_byline
from archive.parsing.html import parse_html
from archive.parsing.html.page import read_page
from archive.parsing.language import detect_language, tidy_language
from archive.parsing.lines import clean_text
from archive.parsing.outlet_names import domain_name, known_host, known_name, name_key
from archive.parsing.wrapping import unwrapped
from archive.parsing.written import WrittenDate, in_zone, now_utc, read_date
from archive.readers.raw import Stated

_GRACE = timedelta(days=1)  # a date may lie this far ahead: its zone may be ahead of ours
_EARLIEST = 1800
_EVIDENCE = 200
_WHOLE_PAGE = re.compile(r"<(?:html|head|body)(?:\s|>)", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:(p|br|div|h[1-6]|ul|ol|li)|span|a|strong|em|b|i|u|small|sup|sub|mark|q|cite|img)"
    r"(?=[\s>/])[^<>]{0,2000}>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANK_LINES = re.compile(r"\n\s*\n")


def parse_record(stated: Stated, *, name: str = "", now: datetime | None = None) -> Article:
    """The article that a record states. `name` tells where it stood, for messages.

    The body's paragraphs are parted by an empty line, whatever parted them in the record. Raises
    UnreadableInput when the record has neither text nor title, and for an unknown time zone.
    """
    if stated.body_is_html and _WHOLE_PAGE.search(stated.body or ""):
        page = parse_html(
            stated.body or "", name=name, url=stated.url, timezone=stated.timezone, now=now
        )
        return apply_stated(page, replace(stated, body=None), now=now)
    paragraphs = _paragraphs(stated)
    title = _plain_line(stated.title)
    if not paragraphs and not title:
        raise UnreadableInput(
            f"{name or 'The record'} has no text: neither a title nor a body was found in it. "
            "Name the fields that hold them."
        )
    body = "\n\n".join(paragraphs)
    found = Article(
        title=title,
        body=body,
        agencies=find_agencies((), paragraphs, ()),
        language=detect_language(body or title),
    )
    return apply_stated(found, replace(stated, title=None, body=None), now=now)


def apply_stated(article: Article, stated: Stated, *, now: datetime | None = None) -> Article:
    """The article with what is stated of it in place of what was found.

    A stated zone holds for a date that was found without one, too. A stated date that cannot be
    read, or lies more than a day after `now`, leaves the date as it was found.
    """
    agencies = tuple(
        Agency(name=name, role=AgencyRole.CREDITED, evidence=f"{stated.origin}: {one}"[:_EVIDENCE])
        for one in stated.agencies
        for name in _agency_names(one)
    )
    names = {agency.name for agency in agencies}
    authors, by_agencies = _people(stated.authors)
    article = replace(
        article,
        title=_plain_line(stated.title) or article.title,
        body="\n\n".join(_paragraphs(stated)) or article.body,
        description=_plain_line(stated.description) or article.description,
        url=article_url(_line(stated.url)) or article.url,
        published=_stated_date(article, stated, now) or _zoned(article.published, stated),
        source=_source(stated) or article.source or _outlet_around(stated),
        agencies=(*agencies, *(one for one in article.agencies if one.name not in names)),
        authors=authors or article.authors,
        language=_language(stated.language) or article.language,
    )
    return _with_credits(article, by_agencies, stated)


def left_out(stated: Stated, article: Article) -> str | None:
    """A note on what was not found in a record that is taken all the same: its text, or a date in
    what is stated as one; None if nothing is amiss."""
    notes = [] if article.body else ["It has no text."]
    written = _evidence(stated.published)
    if written and not (article.published and article.published.evidence == written):
        kept = "the one found in its text is kept" if article.published else "the article has none"
        notes.append(
            f"Its date {written!r} cannot be read as one, or lies before {_EARLIEST} or in the "
            f"future; {kept}."
        )
    return " ".join(notes) or None


def _with_credits(article: Article, credited: Sequence[str], stated: Stated) -> Article:
    """The article with agencies credited that its record names as authors."""
    known = {one.name for one in article.agencies if one.role is AgencyRole.CREDITED}
    new = tuple(
        Agency(name=name, role=AgencyRole.CREDITED, evidence=f"{stated.origin}: {name}")
        for name in dict.fromkeys(credited)
        if name not in known
    )
    kept = tuple(one for one in article.agencies if one.name not in {agency.name for agency in new})
    agencies = (*new, *kept)
    source = article.source
    if source is None:
        first = next((one for one in agencies if one.role is AgencyRole.CREDITED), None)
        if first:
            source = Source(name=first.name, kind=SourceKind.AGENCY, evidence=first.evidence)
    return replace(article, agencies=agencies, source=source)


def _paragraphs(stated: Stated) -> tuple[str, ...]:
    """The stated body's paragraphs: parted by empty lines, or where there are none by lines, if
    those are not only wrapped."""
    text = stated.body or ""
    if stated.body_is_html and text.strip():
        page = read_page(f"<html><body>{text}</body></html>")
        text = page.text if page else ""
    text = clean_text(text)
    if stated.body_is_html:
        parts = text.split("\n")
    else:
        parts = _BLANK_LINES.split(text.strip("\n"))
        if len(parts) == 1:
            parts = unwrapped(text.split("\n"))
    return tuple(line for part in parts if (line := " ".join(part.split())))


def _line(text: str | None) -> str:
    return " ".join(clean_text(text or "").split())


def _plain_line(text: str | None) -> str:
    """A title or a standfirst, which many a publishing system keeps as HTML, without its tags."""
    plain = _TAG.sub(lambda tag: " " if tag[1] else "", text or "")
    return _line(_REFERENCE.sub(lambda reference: unescape(reference[0]), plain))


def _evidence(written: str | None) -> str:
    return _line(written)[:_EVIDENCE]


def _stated_date(article: Article, stated: Stated, now: datetime | None) -> PublicationDate | None:
    if not (stated.published or "").strip():
        return None
    written = stated.published or ""
    found = read_date(written, language=stated.language or article.language, context=article.body)
    if found is None or found.local.year < _EARLIEST:
        return None
    if stated.timezone:
        found = in_zone(found, stated.timezone)
    if (found.utc or found.local) > now_utc(now) + _GRACE:
        return None
    return _published(found, stated.origin, written)


def _published(found: WrittenDate, origin: str, written: str) -> PublicationDate:
    timed = found.timed
    return PublicationDate(
        local=found.local,
        precision=found.precision,
        offset=found.offset if timed else None,
        timezone=found.zone if timed else None,
        method=origin or "stated",
        confidence=found.sure,
        evidence=_evidence(written),
    )


def _zoned(published: PublicationDate | None, stated: Stated) -> PublicationDate | None:
    """A date found without a zone in the stated one."""
    if published is None or stated.timezone is None or published.offset is not None:
        return published
    found = WrittenDate(published.local, published.precision, None, None, Confidence.HIGH)
    zoned = in_zone(found, stated.timezone)
    return replace(published, offset=zoned.offset, timezone=zoned.zone)


def _source(stated: Stated) -> Source | None:
    name = _line(stated.source)
    return _outlet(name, f"{stated.origin}: {name}") if name else None


def _outlet_around(stated: Stated) -> Source | None:
    """The outlet whose site a record links to, where that is known; else what the feed that it
    stands in calls itself: that often names a section too."""
    url = article_url(_line(stated.url)) or ""
    known = known_host(urlsplit(url).hostname or "")
    if known:
        return _outlet(known, url)
    title = _line(stated.feed)
    return _outlet(title, f"feed: {title}") if title else None


def _outlet(name: str, evidence: str) -> Source:
    """An outlet by its usual name; a wire agency as such."""
    evidence = evidence[:_EVIDENCE]
    if is_agency(name):
        agency = next(find_mentions(name)).name
        return Source(name=agency, kind=SourceKind.AGENCY, evidence=evidence)
    host = name.removeprefix("https://").removeprefix("http://").partition("/")[0]
    domain = domain_name(host) if "." in host and " " not in host else None
    known = known_name(name_key(domain or name))
    return Source(name=known or domain or name, kind=SourceKind.OUTLET, evidence=evidence)


def _agency_names(text: str) -> tuple[str, ...]:
    """The agencies' usual names in a stated one, or the words themselves."""
    line = _line(text)
    return tuple(mention.name for mention in find_mentions(line)) or ((line,) if line else ())


def _people(stated: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people among stated authors, and the agencies."""
    people: list[str] = []
    agencies: list[str] = []
    for line in filter(None, map(_plain_line, stated)):
        if is_agency(line):
            agencies += [mention.name for mention in find_mentions(line)]
            continue
        for part in filter(None, map(str.strip, line.split(";"))):
            byline = read_byline(part)
            # "By Smith, John" is one person, whose name is turned round.
            if byline is None or ("," in part and any(" " not in name for name in byline.names)):
                people.append(part)
                continue
            people += [name for name in byline.names if not names_role(name)]
            credited = [one.strip() for one in part.split(",")[1:]]
            agencies += [
                mention.name for one in credited if is_agency(one) for mention in find_mentions(one)
            ]
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(agencies))


def _language(stated: str | None) -> str | None:
    """A stated language as a BCP 47 tag in its usual letters; None for none."""
    tag = _line(stated).replace("_", "-")
    return tidy_language(tag) if tag and len(tag) <= 35 and tag.split("-")[0].isalpha() else None
