"""An article as the API and the index show it: what a hit says of it, made once and kept as JSON.

An index stores a document when the article is written and hands out the very same bytes with each
hit, so that a search need not build what a commit could.
"""

from typing import Any

import orjson

from archive import Article, PublicationDate


def document_of(article: Article) -> dict[str, Any]:
    """What is shown of an article beside its body."""
    source = article.source
    return {
        "title": article.title,
        "description": article.description,
        "url": article.url,
        "language": article.language,
        "published": published_of(article.published),
        "source": source.name if source else None,
        "source_kind": source.kind if source else None,
        "agencies": list(dict.fromkeys(agency.name for agency in article.agencies)),
        "authors": article.authors,
    }


def document_json(article: Article) -> bytes:
    """The document as a JSON object; raises TypeError for text that has no UTF-8."""
    return orjson.dumps(document_of(article))


def published_of(date: PublicationDate | None) -> dict[str, Any] | None:
    """A publication date and how it was found; None where there is none."""
    if date is None:
        return None
    return {
        "at": date.at,
        "precision": date.precision,
        "timezone": date.timezone,
        "method": date.method,
        "confidence": date.confidence,
        "evidence": date.evidence,
    }
