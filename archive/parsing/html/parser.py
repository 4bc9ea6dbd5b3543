"""An HTML page -> Article.

The page is read twice: by its elements and what they state of themselves, and, flattened, as a
dump of text by archive.parsing.text, which sees what readers see. Each field is taken from where
it was measured to be right most often; the modules of this package say which that is. Of a page of
more elements than any article has the body is the dump's.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from archive.article import Agency, AgencyRole, Article, Source, SourceKind
from archive.errors import UnreadableInput
from archive.parsing.agencies import find_mentions, is_agency
from archive.parsing.attribution import find_agencies
from archive.parsing.html.body import find_body, fold_title
from archive.parsing.html.dates import find_publication_date
from archive.parsing.html.linked_data import texts_of
from archive.parsing.html.metadata import (
    find_article_data,
    find_authors,
    find_description,
    find_headlines,
    find_outlet,
    find_title,
    find_url,
)
from archive.parsing.html.page import Page, read_page
from archive.parsing.language import language_of
from archive.parsing.lines import clean_text
from archive.parsing.text import Dump, read_dump

# How much of a page's visible text is read as a dump too, in characters and in lines.
_LONGEST_DUMP = 500_000
_MOST_LINES = 20_000


def parse_html(
    text: str,
    *,
    name: str | None = None,
    url: str | None = None,
    timezone: str | None = None,
    now: datetime | None = None,
) -> Article:
    """The article in a page's HTML.

    `name` is the file's name, for messages; `url` and `timezone` (IANA name or offset) are what
    is known of the page besides. `now` bounds the publication date (default: the current time).
    Fields are plain text in Unicode NFC; what the page escapes stays text.

    Raises UnreadableInput when the page holds no article, or `timezone` is none.
    """
    page = read_page(text)
    if page is None:
        raise _no_article(name)
    url = find_url(page, url)
    data = find_article_data(page, url)
    dump = _as_dump(page, name)
    outlet = find_outlet(page, data, url)
    site = outlet.name if outlet else None
    title = _clean(find_title(page, data, site)) or (dump.title.text if dump and dump.title else "")
    paragraphs = find_body(
        page,
        [title, *find_headlines(page, data)],
        stated=_stated_body(data),
        dump="\n\n".join(dump.paragraphs) if dump else "",
        language=dump.supposed_language if dump else None,
    )
    if not paragraphs:
        raise _no_article(name)
    body = "\n\n".join(paragraphs)
    agencies = _agencies(page, data, paragraphs, dump)
    language = _language(page, body, dump.supposed_language if dump else None)
    description = _clean(find_description(page, data, body) or "")
    authors = find_authors(page, data, site) or (dump.authors if dump else ())
    return Article(
        title=title,
        body=body,
        description=description if fold_title(description) != fold_title(title) else None,
        url=url,
        published=find_publication_date(
            page,
            data,
            url=url,
            language=_stated_language(page),
            dump=dump.published(now) if dump else None,
            timezone=timezone,
            now=now,
        ),
        source=outlet or (dump.source if dump else None) or _credited(agencies),
        agencies=agencies,
        authors=tuple(filter(None, map(_clean, authors))),
        language=language,
    )


def _no_article(name: str | None) -> UnreadableInput:
    return UnreadableInput(
        f"{name or 'The page'} holds no article: no run of sentences was found in it. Check that "
        "the article's own page was saved, not a list of articles, a frame or an error message."
    )


def _as_dump(page: Page, name: str | None) -> Dump | None:
    lines = page.text[:_LONGEST_DUMP].split("\n", _MOST_LINES)[:_MOST_LINES]
    try:
        return read_dump("\n".join(lines), name=name)
    except UnreadableInput:
        return None


def _stated_body(data: Mapping[str, Any]) -> str:
    """The article's text in its JSON-LD, empty where there is none; it may be HTML."""
    body = data.get("articleBody")
    if not isinstance(body, str):
        return ""
    inner = read_page(f"<body>{body}</body>") if "<" in body else None
    return inner.text if inner else body


def _clean(text: str) -> str:
    return " ".join(clean_text(text).split())


def _language(page: Page, body: str, supposed: str | None) -> str | None:
    """The body's language; what the page states, templates often do wrongly, where unsure."""
    return language_of(body, supposed) or (_stated_language(page) or "").partition("-")[0] or None


def _stated_language(page: Page) -> str | None:
    """The BCP 47 tag that the page states, None where it is none."""
    stated = page.tree.get("lang") or page.meta("content-language", "og:locale", "dc.language")
    tag = (stated or "").strip().replace("_", "-").split(",")[0]
    parts = tag.split("-")
    well_formed = 2 <= len(parts[0]) <= 3 and parts[0].isascii() and parts[0].isalpha()
    return tag.casefold() if well_formed and len(tag) <= 12 and tag.isascii() else None


def _agencies(
    page: Page, data: Mapping[str, Any], paragraphs: Sequence[str], dump: Dump | None
) -> tuple[Agency, ...]:
    """Credited first: by the page's own statements, around the article, in it; then cited."""
    found: dict[str, Agency] = {}
    inside = find_agencies((), paragraphs, ())
    around = dump.agencies if dump else ()
    for agency in (
        *_stated_agencies(page, data),
        *(one for one in (*inside, *around) if one.role is AgencyRole.CREDITED),
        *inside,
    ):
        found.setdefault(agency.name, agency)
    return tuple(found.values())


def _stated_agencies(page: Page, data: Mapping[str, Any]) -> Iterator[Agency]:
    """Agencies that the page's metadata names as an author: nobody else is meant there."""
    for text in (*texts_of(data.get("author")), *page.metas.get("author", ())):
        if is_agency(text):
            for mention in find_mentions(text):
                yield Agency(name=mention.name, role=AgencyRole.CREDITED, evidence=text[:200])


def _credited(agencies: Sequence[Agency]) -> Source | None:
    for agency in agencies:
        if agency.role is AgencyRole.CREDITED:
            return Source(name=agency.name, kind=SourceKind.AGENCY, evidence=agency.evidence)
    return None
