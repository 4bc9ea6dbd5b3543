"""The archive and its peers behind one function each: a page in, what was read off it out.

Each peer runs as it does best here: trafilatura without comments, balanced and favouring
precision; its and htmldate's dates as the original publication's. All are given the page's bytes
(the archive and newspaper4k its text) and its address.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from archive import Article, UnreadableInput, parse_text
from archive.parsing import parse_html
from bench.extraction.pages import GoldPage


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read off a page: empty where nothing was found; `date` is YYYY-MM-DD."""

    body: str = ""
    title: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()


Extractor = Callable[[GoldPage], Extraction]


def archive_html(page: GoldPage) -> Extraction:
    """This archive, given HTML."""
    try:
        return _of_article(parse_html(page.text, url=page.url))
    except UnreadableInput:
        return Extraction()


def archive_text(page: GoldPage) -> Extraction:
    """This archive, given a plain-text dump."""
    try:
        return _of_article(parse_text(page.text))
    except UnreadableInput:
        return Extraction()


def _of_article(article: Article) -> Extraction:
    date = article.published.at[:10] if article.published else ""
    return Extraction(article.body, article.title, date, article.authors)


def trafilatura(page: GoldPage) -> Extraction:
    """Trafilatura as it comes, without comments."""
    return _trafilatura(page, page.content)


def trafilatura_precise(page: GoldPage) -> Extraction:
    """Trafilatura favouring precision, its best on the benchmark."""
    return _trafilatura(page, page.content, favor_precision=True)


def trafilatura_text(page: GoldPage) -> Extraction:
    """Trafilatura given a plain-text dump, each line as a paragraph: it reads HTML only."""
    lines = (f"<p>{escape(line)}</p>" for line in page.text.splitlines() if line.strip())
    return _trafilatura(page, f"<html><body>{''.join(lines)}</body></html>")


def _trafilatura(page: GoldPage, content: bytes | str, **options: Any) -> Extraction:
    from trafilatura import bare_extraction

    found = bare_extraction(
        content,
        url=page.url,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": True},
        **options,
    )
    if found is None:
        return Extraction()
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Extraction(found.text or "", found.title or "", found.date or "", authors)


def htmldate(page: GoldPage) -> Extraction:
    """htmldate on its own, asked for the original date: dates only."""
    from htmldate import find_date

    return Extraction(date=find_date(page.content, url=page.url, original_date=True) or "")


def newspaper(page: GoldPage) -> Extraction:
    """newspaper4k, not fetching anything."""
    import newspaper as newspaper4k

    article = newspaper4k.Article(page.url or "https://example.org/article", fetch_images=False)
    article.download(input_html=page.text)
    article.parse()
    published = article.publish_date
    return Extraction(
        article.text,
        article.title,
        published.date().isoformat() if published else "",
        tuple(article.authors),
    )


def readability(page: GoldPage) -> Extraction:
    """readability-lxml: body and title."""
    from lxml.html import fromstring
    from readability import Document

    document = Document(page.content)
    body = fromstring(document.summary())
    text = "\n".join(part for part in body.itertext() if part.strip())
    return Extraction(text, document.short_title())


HTML: Mapping[str, Extractor] = {
    "this archive": archive_html,
    "trafilatura": trafilatura,
    "trafilatura, precision": trafilatura_precise,
    "newspaper4k": newspaper,
    "readability-lxml": readability,
}
TEXT: Mapping[str, Extractor] = {
    "this archive": archive_text,
    "trafilatura, lines in <p>": trafilatura_text,
}
DATES: Mapping[str, Extractor] = {
    "this archive": archive_html,
    "htmldate": htmldate,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper,
}
