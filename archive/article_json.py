"""Articles as JSON, without loss: what the database keeps and what an article's hash is of."""

from datetime import datetime, timedelta
from typing import Any

import orjson

from archive.article import (
    Agency,
    AgencyRole,
    Article,
    Confidence,
    Precision,
    PublicationDate,
    Source,
    SourceKind,
)
from archive.errors import UserError

_LONGEST_OFFSET = timedelta(hours=24)


class InvalidArticle(UserError):
    """An article that cannot be stored; the message names the field and what is wrong with it."""


def article_to_json(article: Article) -> bytes:
    """The article's canonical JSON (UTF-8): equal articles give equal bytes.

    Keys are sorted and fields at their default are left out, so that a field added to Article
    later leaves the hashes of what is stored as they are. Raises InvalidArticle for text that not
    every database can hold (NUL, unpaired surrogates) and for dates that are no instant.
    """
    if article.published is not None:
        _check_date(article.published)
    document = _document(article)
    try:
        text = orjson.dumps(document, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        _check_text(document, "article")
        raise InvalidArticle(f"The article cannot be written as JSON: {error}.") from error
    if rb"\u0000" in text:
        _check_text(document, "article")
    return text


def article_from_json(text: bytes | str) -> Article:
    """The article that `article_to_json` wrote; raises ValueError or KeyError for other JSON."""
    document = orjson.loads(text)
    published = document.get("published")
    source = document.get("source")
    return Article(
        title=document["title"],
        body=document["body"],
        description=document.get("description"),
        url=document.get("url"),
        published=None if published is None else _date(published),
        source=None if source is None else _source(source),
        agencies=tuple(_agency(agency) for agency in document.get("agencies", ())),
        authors=tuple(document.get("authors", ())),
        language=document.get("language"),
    )


def check_text(text: str, name: str) -> None:
    """Raise InvalidArticle, naming the field, if not every database can hold the text."""
    if "\0" in text:
        raise InvalidArticle(f"{name} has the character NUL (U+0000) in it; remove it.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        code = f"U+{ord(text[error.start]):04X}"
        raise InvalidArticle(
            f"{name} has half a surrogate pair ({code}) at character {error.start}; "
            "replace it with the character that was meant."
        ) from error


def _document(article: Article) -> dict[str, Any]:
    document: dict[str, Any] = {"title": article.title, "body": article.body}
    if article.description is not None:
        document["description"] = article.description
    if article.url is not None:
        document["url"] = article.url
    if article.published is not None:
        document["published"] = _date_document(article.published)
    if article.source is not None:
        document["source"] = _name_document(
            article.source.name, "kind", article.source.kind, article.source.evidence
        )
    if article.agencies:
        document["agencies"] = [
            _name_document(agency.name, "role", agency.role, agency.evidence)
            for agency in article.agencies
        ]
    if article.authors:
        document["authors"] = article.authors
    if article.language is not None:
        document["language"] = article.language
    return document


def _date_document(date: PublicationDate) -> dict[str, Any]:
    document: dict[str, Any] = {
        "local": date.local.isoformat(),
        "precision": str(date.precision),
        "method": date.method,
        "confidence": str(date.confidence),
    }
    if date.offset is not None:
        seconds = date.offset.total_seconds()
        document["offset"] = int(seconds) if seconds.is_integer() else seconds
    if date.timezone is not None:
        document["timezone"] = date.timezone
    if date.evidence:
        document["evidence"] = date.evidence
    return document


def _name_document(name: str, kind_key: str, kind: str, evidence: str) -> dict[str, Any]:
    document: dict[str, Any] = {"name": name, kind_key: str(kind)}
    if evidence:
        document["evidence"] = evidence
    return document


def _date(document: dict[str, Any]) -> PublicationDate:
    offset = document.get("offset")
    return PublicationDate(
        local=datetime.fromisoformat(document["local"]),
        precision=Precision(document["precision"]),
        offset=None if offset is None else timedelta(seconds=offset),
        timezone=document.get("timezone"),
        method=document["method"],
        confidence=Confidence(document["confidence"]),
        evidence=document.get("evidence", ""),
    )


def _source(document: dict[str, Any]) -> Source:
    return Source(
        name=document["name"],
        kind=SourceKind(document["kind"]),
        evidence=document.get("evidence", ""),
    )


def _agency(document: dict[str, Any]) -> Agency:
    return Agency(
        name=document["name"],
        role=AgencyRole(document["role"]),
        evidence=document.get("evidence", ""),
    )


def _check_date(date: PublicationDate) -> None:
    if date.local.tzinfo is not None:
        raise InvalidArticle("published.local must be a wall clock; give the zone as its offset.")
    if date.offset is not None and abs(date.offset) >= _LONGEST_OFFSET:
        raise InvalidArticle("published.offset must be less than 24 hours.")
    try:
        _ = date.utc
    except OverflowError as error:
        raise InvalidArticle("published lies outside the years 1 to 9999 in UTC.") from error


def _check_text(value: object, name: str) -> None:
    """Raise InvalidArticle naming the first text below `value` that cannot be stored."""
    if isinstance(value, str):
        check_text(value, name)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_text(item, key if name == "article" else f"{name}.{key}")
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            _check_text(item, f"{name}[{position}]")
