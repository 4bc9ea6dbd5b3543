"""An article as its page shows it: texts with numbered matches, articles like it, references."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from api.citations import bibtex, csl_json, ris
from api.matched_text import Paragraph, matched_paragraphs
from api.requests import NO_SNIPPETS
from api.services import services
from archive import Article, Original, Version
from index import All, Mark, Node, SearchRequest, Sort, mark_text, similar_query

MOST_SIMILAR = 5
MOST_LINKED = 200
"""So many matches have a link of their own where there is no script to go from one to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedArticle:
    """An article's texts in paragraphs; `matches` is how many are marked in all of them."""

    title: tuple[Paragraph, ...]
    description: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    matches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarArticle:
    """An article that is like another; `document` is what a hit shows of it."""

    id: str
    document: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An article as a reference in one format of `/v1/documents/{id}/citation`."""

    format: str
    name: str
    text: str


def match_article(article: Article, query: Node) -> MatchedArticle:
    """The texts with everything marked that the query finds in them, numbered in reading order."""
    texts: dict[str, tuple[Paragraph, ...]] = {}
    count = 0
    for name in ("title", "description", "body"):
        text = getattr(article, name) or ""
        marks = _marks(text, query, name, article.language)
        texts[name] = matched_paragraphs(text, marks, first=count + 1)
        count += len(marks)
    return MatchedArticle(**texts, matches=count)


def _marks(text: str, query: Node, field: str, language: str | None) -> tuple[Mark, ...]:
    return () if isinstance(query, All) else mark_text(text, query, field, language)


def similar_articles(id: str, article: Article) -> tuple[SimilarArticle, ...]:
    """The articles most like this one, the closest first; raises Outage."""
    engine = services().engine
    query = similar_query(article, engine)
    if query is None:
        return ()
    request = SearchRequest(
        query=query, sort=Sort.RELEVANCE, limit=MOST_SIMILAR + 1, facets=(), snippets=NO_SNIPPETS
    )
    others = [hit for hit in engine.search(request).hits if hit.id != id]
    return tuple(SimilarArticle(id=hit.id, document=hit.document) for hit in others[:MOST_SIMILAR])


def references(version: Version, article: Article, base: str) -> tuple[Reference, ...]:
    """The article as a reference in every format; `base` begins the addresses in them."""
    return (
        Reference(format="bibtex", name="BibTeX", text=bibtex(version, article, base)),
        Reference(format="ris", name="RIS", text=ris(version, article, base).replace("\r\n", "\n")),
        Reference(
            format="csl-json", name="CSL JSON", text=csl_json(version, article, base).decode()
        ),
    )


def original_text(original: Original) -> str:
    """The bytes that came as text: in the encoding that they were read in, UTF-8 if none is said;
    what is no text in it is shown as U+FFFD."""
    _, _, charset = original.media_type.partition("charset=")
    try:
        text = original.content.decode(
            charset.partition(";")[0].strip(" \"'") or "utf-8", "replace"
        )
    except (LookupError, ValueError):  # of no encoding, or of one that is not for text
        text = original.content.decode("utf-8", "replace")
    return text.removeprefix("\ufeff").replace("\0", "\ufffd")


def host(url: str) -> str:
    """The name of an address's server; empty where it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
