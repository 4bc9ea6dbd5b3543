"""Atom feeds (RFC 4287): a search that a feed reader follows, and an export."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from flask import Response

from api.answers import document_path, page_path, snippet_answer, utc_text
from api.json_provider import WholeResponse
from api.paging import Page, address_without_place, page_links, this_address
from api.searching import Found
from api.services import services, this_request
from api.version import RELEASE
from archive import Article, Version
from index import Highlight

MEDIA_TYPE = "application/atom+xml"
CONTENT_TYPE = f"{MEDIA_TYPE}; charset=utf-8"
FEED_END = "</feed>\n"

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) has no place for, escaped or not."""
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where articles are at home: `base` begins the address of each, without a slash at its end;
    `archive` is the archive's name for good, wherever it moves."""

    base: str
    archive: UUID

    @classmethod
    def of_this_request(cls) -> "Home":
        """As the client of this request sees it."""
        base = this_request().root_url.rstrip("/")
        return cls(base=base, archive=UUID(services().store.archive_id))

    def urn(self, name: str) -> str:
        """What something is called for good (RFC 4287, section 4.2.6)."""
        return uuid5(self.archive, name).urn


def search_feed(found: Found, page: Page, parameters: dict[str, Any]) -> Response:
    """A page of a search as a feed: what each article says of itself, and the first snippet."""
    versions = services().store.newest([hit.id for hit in page.hits])
    tag = parameters["highlight_tag"]
    summaries = {
        hit.id: snippet_answer(hit.snippets[0], Highlight.HTML, tag)["html"]
        for hit in page.hits
        if hit.snippets
    }
    there = [versions[hit.id] for hit in page.hits if hit.id in versions]
    home = Home.of_this_request()
    newest = max((version.stored_at for version in there), default=datetime.now(UTC))
    feed = [
        feed_start(parameters["q"], home, updated=newest, links=page_links(page)),
        *(entry(version, home, summary=summaries.get(version.id)) for version in there),
        FEED_END,
    ]
    return WholeResponse("".join(feed), content_type=CONTENT_TYPE)


def feed_start(
    query: str, home: Home, *, updated: datetime, links: Mapping[str, str] | None = None
) -> str:
    """The feed of a query up to its first entry; `links` are other pages of it (RFC 5005)."""
    origin = this_request().host_url.rstrip("/")
    title = f"Article Archive: {query}" if query.strip() else "Article Archive"
    every = {"self": this_address(), **(links or {})}
    if "prev" in every:  # as RFC 5005 calls it
        every["previous"] = every.pop("prev")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{home.urn(f'feed {address_without_place()}')}</id>\n"
        f"<title>{_text(title)}</title>\n"
        f"<updated>{utc_text(updated)}</updated>\n"
        "<author><name>Article Archive</name></author>\n"
        f'<generator version="{RELEASE}">Article Archive</generator>\n'
        + "".join(
            f"<link rel={quoteattr(relation)} type={quoteattr(MEDIA_TYPE)} "
            f"href={quoteattr(origin + address)}/>\n"
            for relation, address in every.items()
        )
    )


def entry(version: Version, home: Home, *, summary: str | None = None, whole: bool = False) -> str:
    """An article as an entry; `summary` is HTML, `whole` puts the body in."""
    article = version.article
    if article is None:
        return ""
    return "".join(
        (
            f"<entry{_language(article)}>\n<id>{home.urn(f'article {version.id}')}</id>\n",
            f"<title>{_text(article.title)}</title>\n",
            f"<updated>{utc_text(version.stored_at)}</updated>\n",
            _published(article),
            *(f"<author><name>{_text(name)}</name></author>\n" for name in _authors(article)),
            *(f"<category term={quoteattr(_clean(a.name))}/>\n" for a in article.agencies),
            *_links(version.id, article, home.base),
            _summary(article, summary),
            f'<content type="text">{_text(article.body)}</content>\n' if whole else "",
            "</entry>\n",
        )
    )


def _published(article: Article) -> str:
    date = article.published
    return f"<published>{utc_text(date.utc)}</published>\n" if date else ""


def _authors(article: Article) -> Iterable[str]:
    if article.authors or article.source is None:
        return article.authors
    return (article.source.name,)


def _links(id: str, article: Article, base: str) -> Iterable[str]:
    """Where to read it: on the web, if it says so, else on its page here; and for programs."""
    url = article.url or ""
    shown = url if _WEB_ADDRESS.fullmatch(url) else page_path(id, base)
    program = quoteattr(document_path(id, base))
    yield f'<link rel="alternate" type="text/html" href={quoteattr(_clean(shown))}/>\n'
    yield f'<link rel="via" type="application/json" href={program}/>\n'


def _summary(article: Article, summary: str | None) -> str:
    if summary is not None:
        return f'<summary type="html">{_text(summary)}</summary>\n'
    return f"<summary>{_text(article.description)}</summary>\n" if article.description else ""


def _language(article: Article) -> str:
    language = article.language or ""
    return f' xml:lang="{language}"' if _LANGUAGE.fullmatch(language) else ""


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _text(text: str) -> str:
    return escape(_clean(text)).replace("\r", "&#13;")
