"""Results -> what the API answers: pure functions from frozen values to dicts for JSON.

`answer_schemas` documents the same shapes; a test holds every real answer against them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from orjson import Fragment, dumps

from api.explanations import explanation_answer
from api.paging import Page
from api.searching import Found
from archive import Article, Put, Version
from index import (
    Facet,
    Highlight,
    Hit,
    Node,
    Role,
    Snippet,
    mark_text,
    published_of,
    to_html,
    with_role,
)

Answer = dict[str, Any]
Parameters = dict[str, Any]


def search_answer(
    found: Found, page: Page, parameters: Parameters, *, took_ms: float, root: str = ""
) -> Answer:
    """The answer of a search; `root` begins every link."""
    return {
        "query": query_answer(found, parameters["q"]),
        **page_answer(page, took_ms),
        "hits": hit_answers(page.hits, parameters, root),
        "facets": {name: facet_answer(facet) for name, facet in found.result.facets.items()},
    }


def query_answer(found: Found, text: str) -> Answer:
    """How a query was understood, and what became of it."""
    return {
        "text": text,
        "parsed": found.question.parsed,
        "corrected": found.corrected,
        "relaxed": found.question.relaxed,
        "cut": found.result.cut,
    }


def list_answer(
    page: Page, *, members: Sequence[str] | None, took_ms: float, root: str = ""
) -> Answer:
    """The answer of a list of documents."""
    return {
        **page_answer(page, took_ms),
        "documents": [listed_answer(hit, members, root) for hit in page.hits],
    }


def similar_answer(
    page: Page, *, members: Sequence[str] | None, took_ms: float, root: str = ""
) -> Answer:
    """The answer of a list of similar articles."""
    return {
        **page_answer(page, took_ms),
        "hits": [hit_answer(hit, {}, members, root) for hit in page.hits],
    }


def page_answer(page: Page, took_ms: float) -> Answer:
    """Where in all that match a page is."""
    return {
        "total": page.total,
        "page": page.number,
        "page_size": page.size,
        "pages": page.count,
        "next_cursor": page.next_cursor,
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


def hit_answers(hits: Sequence[Hit], parameters: Parameters, root: str) -> list[Fragment | Answer]:
    """The hits of a search, as SearchParameters ask for them."""
    highlight, tag = parameters["highlight"], parameters["highlight_tag"]
    explain, members = parameters["explain"], parameters["members"]
    answers = []
    for hit in hits:
        shown: Answer = {
            "snippets": [snippet_answer(snippet, highlight, tag) for snippet in hit.snippets]
        }
        if explain:
            shown["explanation"] = explanation_answer(hit)
        answers.append(hit_answer(hit, shown, members, root))
    return answers


def hit_answer(
    hit: Hit, shown: Answer, members: Sequence[str] | None, root: str
) -> Fragment | Answer:
    """One hit with what else is shown of it, and of all that the members that were asked for.

    With all of them the document goes out as the index keeps it: reading it and writing it again
    would cost more than the search. An id has no character that JSON escapes.
    """
    shown["links"] = {"self": document_path(hit.id, root)}
    if members is not None:
        return _only({"id": hit.id, "score": hit.score, **hit.document, **shown}, members)
    return Fragment(
        b'{"id":"%b","score":%b,%b,%b'
        % (hit.id.encode(), dumps(hit.score), hit.json[1:-1], dumps(shown)[1:])
    )


def snippet_answer(snippet: Snippet, highlight: Highlight, tag: str = "mark") -> Answer:
    """A passage in the form that was asked for, `tag` being the element around each match."""
    if highlight is Highlight.HTML:
        return {"field": snippet.field, "html": to_html(snippet.text, snippet.marks, tag=tag)}
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
        "links": {
            "self": path,
            "raw": f"{path}/raw",
            "versions": f"{path}/versions",
            "similar": f"{path}/similar",
            "citation": f"{path}/citation",
        },
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
        "versions": [version_answer(version, root) for version in versions],
    }


def version_answer(version: Version, root: str = "") -> Answer:
    """One stored state of an article, without the article."""
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


def page_path(id: str, root: str = "") -> str:
    """The address of a document's page, for people."""
    return f"{root}/documents/{id}"


def utc_text(moment: datetime) -> str:
    """An aware UTC time as RFC 3339 with milliseconds."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
