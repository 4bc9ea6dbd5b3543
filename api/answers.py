"""Results -> what the API answers: pure functions from frozen values to dicts for JSON.

`answer_schemas` documents the same shapes; a test holds every real answer against them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from orjson import Fragment, dumps

from archive import Article, Put, Version
from index import (
    Facet,
    Highlight,
    Hit,
    Node,
    Role,
    SearchResult,
    Snippet,
    format_node,
    mark_text,
    published_of,
    to_html,
    with_role,
)

Answer = dict[str, Any]


def search_answer(
    result: SearchResult,
    *,
    text: str,
    node: Node,
    page: int,
    page_size: int,
    highlight: Highlight,
    members: Sequence[str] | None,
    took_ms: float,
    root: str = "",
) -> Answer:
    """The answer of a search; `members` narrows each hit, `root` begins every link."""
    return {
        "query": {
            "text": text,
            "parsed": format_node(node),
            "corrected": None,
            "relaxed": False,
        },
        **_page(result.total, page, page_size, took_ms),
        "hits": [hit_answer(hit, highlight, members, root) for hit in result.hits],
        "facets": {name: facet_answer(facet) for name, facet in result.facets.items()},
    }


def list_answer(
    result: SearchResult,
    *,
    page: int,
    page_size: int,
    members: Sequence[str] | None,
    took_ms: float,
    root: str = "",
) -> Answer:
    """The answer of a list of documents."""
    return {
        **_page(result.total, page, page_size, took_ms),
        "documents": [listed_answer(hit, members, root) for hit in result.hits],
    }


def page_count(total: int, page_size: int) -> int:
    """How many pages there are; 0 of nothing."""
    return -(-total // page_size)


def _page(total: int, page: int, page_size: int, took_ms: float) -> Answer:
    return {
        "total": total,
        "page": page,
        "page_size": page_size,
        "pages": page_count(total, page_size),
        "next_cursor": None,
        "took_ms": round(took_ms, 3),
    }


def _only(answer: Answer, members: Sequence[str] | None) -> Answer:
    if members is None:
        return answer
    return {name: value for name, value in answer.items() if name == "id" or name in members}


def listed_answer(hit: Hit, members: Sequence[str] | None, root: str) -> Fragment | Answer:
    """What a list shows of an article: its document, as the index keeps it, and its address."""
    links = {"self": document_path(hit.id, root)}
    if members is not None:
        return _only({"id": hit.id, **hit.document, "links": links}, members)
    return Fragment(b'{"id":"%b",%b,"links":%b}' % (hit.id.encode(), hit.json[1:-1], dumps(links)))


def hit_answer(
    hit: Hit, highlight: Highlight, members: Sequence[str] | None, root: str
) -> Fragment | Answer:
    """One hit, with those of its members that were asked for.

    With all of them the document goes out as the index keeps it: reading it and writing it again
    would cost more than the search. An id has no character that JSON escapes.
    """
    snippets = [snippet_answer(snippet, highlight) for snippet in hit.snippets]
    shown = {"snippets": snippets, "links": {"self": document_path(hit.id, root)}}
    if members is not None:
        return _only({"id": hit.id, "score": hit.score, **hit.document, **shown}, members)
    return Fragment(
        b'{"id":"%b","score":%b,%b,%b'
        % (hit.id.encode(), dumps(hit.score), hit.json[1:-1], dumps(shown)[1:])
    )


def snippet_answer(snippet: Snippet, highlight: Highlight) -> Answer:
    """A passage in the form that was asked for."""
    if highlight is Highlight.HTML:
        return {"field": snippet.field, "html": to_html(snippet.text, snippet.marks)}
    if highlight is Highlight.NONE:
        return {"field": snippet.field, "text": snippet.text}
    return {
        "field": snippet.field,
        "text": snippet.text,
        "start": snippet.start,
        "marks": [[mark.start, mark.end] for mark in snippet.marks],
    }


def facet_answer(facet: Facet) -> Answer:
    """A facet's buckets; a histogram says its interval and leaves none out."""
    buckets = [
        {"value": value, "count": count, "selected": selected}
        for value, count, selected in facet.buckets
    ]
    if facet.interval is not None:
        return {"interval": facet.interval, "buckets": buckets, "missing": facet.missing}
    return {"buckets": buckets, "missing": facet.missing, "other": facet.other}


def document_answer(
    version: Version, article: Article, *, highlights: list[Answer] | None = None, root: str = ""
) -> Answer:
    """The whole of an article, as one version of it stands."""
    source = article.source
    path = document_path(version.id, root)
    answer: Answer = {
        "id": version.id,
        "version": version.number,
        "revision": version.revision,
        "stored_at": utc_text(version.stored_at),
        "content_hash": version.content_hash,
        "title": article.title,
        "description": article.description,
        "body": article.body,
        "url": article.url,
        "language": article.language,
        "published": published_of(article.published),
        "source": source.name if source else None,
        "source_kind": source.kind if source else None,
        "source_evidence": source.evidence if source else None,
        "agencies": [
            {"name": agency.name, "role": agency.role, "evidence": agency.evidence}
            for agency in article.agencies
        ],
        "authors": article.authors,
        "links": {"self": path, "raw": f"{path}/raw", "versions": f"{path}/versions"},
    }
    if highlights is not None:
        answer["highlights"] = highlights
    return answer


def highlights_answer(article: Article, node: Node, highlight: Highlight) -> list[Answer]:
    """Each field of an article that snippets are made of, whole, with every match marked."""
    shown: list[Answer] = []
    for field in with_role(Role.SNIPPET):
        text = getattr(article, field.name)
        if text is not None:
            marks = mark_text(text, node, field.name)
            whole = Snippet(field=field.name, text=text, start=0, marks=marks)
            shown.append(snippet_answer(whole, highlight))
    return shown


def versions_answer(versions: Sequence[Version], root: str = "") -> Answer:
    """Every stored state of an article, the oldest first."""
    return {
        "id": versions[0].id,
        "versions": [_version_answer(version, root) for version in versions],
    }


def _version_answer(version: Version, root: str) -> Answer:
    path, number = document_path(version.id, root), version.number
    there = version.article is not None
    return {
        "version": number,
        "revision": version.revision,
        "stored_at": utc_text(version.stored_at),
        "change": "put" if there else "delete",
        "title": version.article.title if version.article else None,
        "content_hash": version.content_hash,
        "links": {
            "self": f"{path}?version={number}",
            "raw": f"{path}/raw?version={number}",
        }
        if there
        else {},
    }


def put_answer(put: Put, root: str = "") -> Answer:
    """What came of storing an article."""
    path = document_path(put.id, root)
    return {
        "id": put.id,
        "outcome": put.outcome,
        "version": put.number,
        "revision": put.revision,
        "links": {"self": path, "raw": f"{path}/raw", "versions": f"{path}/versions"},
    }


def document_path(id: str, root: str = "") -> str:
    """A document's address; ids are made of characters that need no escaping."""
    return f"{root}/v1/documents/{id}"


def utc_text(moment: datetime) -> str:
    """An aware UTC time as RFC 3339 with milliseconds."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
