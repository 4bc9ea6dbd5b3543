"""The examples in the documentation; a test holds them against their schemas."""

from typing import Any

_ID = "2rhw3d2n7q5yk6b4fzsm1xvt"
_PATH = f"/v1/documents/{_ID}"
_LINKS = {"self": _PATH, "raw": f"{_PATH}/raw", "versions": f"{_PATH}/versions"}
_DOCUMENT_LINKS = _LINKS | {"similar": f"{_PATH}/similar", "citation": f"{_PATH}/citation"}

_PUBLISHED = {
    "at": "2024-10-21T09:32:00Z",
    "precision": "minute",
    "timezone": "GMT",
    "method": "text:update-line",
    "confidence": "high",
    "evidence": "Update: 2024-10-21 09:32 GMT",
}

_SUMMARY = {
    "id": _ID,
    "title": "Seoul demands withdrawal of North Korean troops in Russia",
    "description": None,
    "url": None,
    "language": "en",
    "published": _PUBLISHED,
    "source": "AFP",
    "source_kind": "agency",
    "agencies": ["AFP"],
    "authors": [],
    "links": {"self": _PATH},
}

_PAGE = {"total": 1, "page": 1, "page_size": 10, "pages": 1, "next_cursor": None, "took_ms": 1.8}

SEARCH: dict[str, Any] = {
    "query": {
        "text": "troops ambassador",
        "parsed": "troops AND ambassador",
        "corrected": None,
        "relaxed": False,
        "cut": [],
    },
    **_PAGE,
    "hits": [
        {
            **_SUMMARY,
            "score": 3.2,
            "snippets": [
                {
                    "field": "body",
                    "html": "South Korea summoned the Russian <mark>ambassador</mark> on Monday",
                }
            ],
        }
    ],
    "facets": {
        "source": {
            "buckets": [{"value": "AFP", "count": 1, "selected": False}],
            "missing": 0,
            "other": 0,
        },
        "published": {
            "interval": "month",
            "buckets": [{"value": "2024-10", "count": 1, "selected": False}],
            "missing": 0,
        },
    },
}

FACET_VALUES = {
    "query": SEARCH["query"],
    "field": "source",
    "total": 5,
    "took_ms": 0.4,
    "buckets": [{"value": "Hindustan Times", "count": 1, "selected": False}],
    "missing": 1,
    "other": 0,
}

SUGGEST = {
    "q": "north kor",
    "took_ms": 0.8,
    "suggestions": [
        {
            "kind": "word",
            "text": "north korean",
            "label": "north korean",
            "count": 5,
            "marks": [[0, 9]],
        },
        {
            "kind": "title",
            "text": 'title:"South Korea urges North Korea to halt support for Russia"',
            "label": "South Korea urges North Korea to halt support for Russia",
            "count": 1,
            "marks": [[18, 27]],
        },
    ],
}

SIMILAR = {**_PAGE, "hits": [_SUMMARY | {"score": 21.7}]}

EXPORT = {"q": "troops OR weapons", "from": "2024-10", "sort": "oldest", "format": "csv"}

LIST = {**_PAGE, "documents": [_SUMMARY]}

DOCUMENT = {
    "id": _ID,
    "version": 1,
    "revision": 5,
    "stored_at": "2026-05-04T08:15:30.125Z",
    "content_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "title": "Seoul demands withdrawal of North Korean troops in Russia",
    "description": None,
    "body": "Seoul: South Korea summoned the Russian ambassador on Monday.\n\nIt said ...",
    "url": None,
    "language": "en",
    "published": _PUBLISHED,
    "source": "AFP",
    "source_kind": "agency",
    "source_evidence": "By : AFP",
    "agencies": [{"name": "AFP", "role": "credited", "evidence": "By : AFP"}],
    "authors": [],
    "links": _DOCUMENT_LINKS,
}

VERSIONS: dict[str, Any] = {
    "id": _ID,
    "versions": [
        {
            "version": 1,
            "revision": 5,
            "stored_at": "2026-05-04T08:15:30.125Z",
            "change": "put",
            "title": "Seoul demands withdrawal of North Korean troops in Russia",
            "content_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "links": {"self": f"{_PATH}?version=1", "raw": f"{_PATH}/raw?version=1"},
        }
    ],
}

_VERSION = VERSIONS["versions"][0]

DIFFERENCE = {
    "id": _ID,
    "from": _VERSION,
    "to": _VERSION
    | {
        "version": 2,
        "revision": 9,
        "links": {"self": f"{_PATH}?version=2", "raw": f"{_PATH}/raw?version=2"},
    },
    "changed": True,
    "fields": [
        {
            "field": "agencies",
            "change": "added",
            "before": [],
            "after": DOCUMENT["agencies"],
            "removed": [],
            "added": DOCUMENT["agencies"],
        }
    ],
    "body": {
        "changed": True,
        "words_added": 1,
        "words_removed": 1,
        "paragraphs": [
            {
                "change": "changed",
                "before": 1,
                "after": 1,
                "parts": [
                    {"change": "same", "text": "Seoul: South Korea summoned the Russian"},
                    {"change": "removed", "text": " envoy"},
                    {"change": "added", "text": " ambassador"},
                    {"change": "same", "text": " on Monday."},
                ],
            }
        ],
    },
}

ARTICLE = {
    "title": "Harbour reopens after storm",
    "body": "The harbour reopened on Monday.\n\nFerries run to their timetable again.",
    "url": "https://news.example/harbour-reopens",
    "published": "2024-10-28T09:30:00+01:00",
    "source": "Example Post",
    "agencies": ["Reuters", {"name": "AFP", "role": "cited"}],
    "authors": ["Ada Example"],
    "language": "en",
}

PUT = {"id": _ID, "outcome": "added", "version": 1, "revision": 6, "links": _LINKS}

READY = {
    "status": "ready",
    "checks": {
        "store": {"status": "ok", "revision": 6},
        "index": {"status": "ok", "revision": 6, "behind": 0, "documents": 6},
    },
}

IMPORTED_LINES = (
    '{"title": "Harbour reopens", "body": "The harbour reopened on Monday.", "source": "AP"}\n'
    '{"headline": "Ferries run again", "content": "One left at noon.", "date": "2024-10-29"}\n'
)

_IMPORT_ID = "0192d1f0a4b2c3d4e5f60718293a4b5c"
_IMPORT_PATH = f"/v1/imports/{_IMPORT_ID}"
_IMPORT_SUMMARY = {
    "id": _IMPORT_ID,
    "state": "running",
    "cancelling": False,
    "files": [
        {
            "name": "october.jsonl",
            "media_type": "application/x-ndjson",
            "bytes": 48_211_307,
            "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        }
    ],
    "by": "newsroom",
    "created_at": "2026-05-04T08:15:30.125Z",
    "started_at": "2026-05-04T08:15:30.301Z",
    "finished_at": None,
    "documents": 4_000,
    "added": 3_911,
    "updated": 3,
    "unchanged": 85,
    "failed": 1,
    "passed_over": 0,
    "bytes": 48_211_307,
    "bytes_read": 13_107_200,
    "rate": 389.2,
    "seconds_left": 27.5,
    "revision": 3_920,
    "detail": None,
    "links": {"self": _IMPORT_PATH, "errors": f"{_IMPORT_PATH}/errors"},
}
_IMPORT_ERROR = {
    "number": 17,
    "location": "october.jsonl line 17",
    "reason": "october.jsonl line 17 is not JSON: unexpected end of data.",
}

IMPORT: dict[str, Any] = _IMPORT_SUMMARY | {"errors": [_IMPORT_ERROR]}

CANCELLED_IMPORT: dict[str, Any] = IMPORT | {
    "state": "cancelled",
    "finished_at": "2026-05-04T08:15:41.007Z",
    "seconds_left": None,
}

_ONE_PAGE = {"total": 1, "page": 1, "page_size": 10, "pages": 1}

IMPORTS = _ONE_PAGE | {"imports": [_IMPORT_SUMMARY]}

IMPORT_ERRORS = _ONE_PAGE | {"page_size": 100, "errors": [_IMPORT_ERROR]}
