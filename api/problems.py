"""Every kind of error that the API answers with, as RFC 9457 problem details."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """A kind of problem: `name` makes its stable URI, `meaning` says what to do about it."""

    name: str
    status: int
    title: str
    meaning: str

    @property
    def uri(self) -> str:
        """The problem's `type`, relative to the server; reading it leads to its explanation."""
        return f"/problems/{self.name}"


INVALID_QUERY = ProblemKind(
    name="invalid-query",
    status=400,
    title="The query cannot be understood",
    meaning="`q` breaks a rule of the query language. `position` and `length` point at the "
    "characters (counted from 0) and `detail` says what to write instead.",
)
MALFORMED_REQUEST = ProblemKind(
    name="malformed-request",
    status=400,
    title="The request is malformed",
    meaning="The body is not JSON (`position` is the character that broke it), is empty or broke "
    "off, or the address is not valid UTF-8.",
)
KEY_REQUIRED = ProblemKind(
    name="key-required",
    status=401,
    title="A key is required",
    meaning="Writing, and seeing what others import, needs the header "
    "`Authorization: Bearer <key>`.",
)
KEY_UNKNOWN = ProblemKind(
    name="key-unknown",
    status=401,
    title="The key is not known",
    meaning="No key of this archive is the one that was sent: it is mistyped or was revoked.",
)
NO_KEYS = ProblemKind(
    name="no-keys",
    status=403,
    title="Writing is off until a key is made",
    meaning="This archive has no key yet. Its operator makes one with "
    "`flask archive key create NAME`.",
)
SCOPE_MISSING = ProblemKind(
    name="scope-missing",
    status=403,
    title="The key does not allow this",
    meaning="The key is known but lacks the scope that this request needs.",
)
NOT_FOUND = ProblemKind(
    name="not-found",
    status=404,
    title="There is nothing at this address",
    meaning="No endpoint has this path; `/openapi.json` lists them all.",
)
ARTICLE_NOT_FOUND = ProblemKind(
    name="article-not-found",
    status=404,
    title="There is no such article",
    meaning="No article has this id, or it has no such version.",
)
ARTICLE_DELETED = ProblemKind(
    name="article-deleted",
    status=410,
    title="The article was deleted",
    meaning="It was here, and is not any more. What is kept of it (versions, originals, what "
    "changed) is shown to whoever sends a key with the `write` scope; `PUT` restores it.",
)
IMPORT_NOT_FOUND = ProblemKind(
    name="import-not-found",
    status=404,
    title="There is no such import",
    meaning="No import has this id, or it ended more than 30 days ago.",
)
METHOD_NOT_ALLOWED = ProblemKind(
    name="method-not-allowed",
    status=405,
    title="The method is not allowed here",
    meaning="The header `Allow` lists the methods that are.",
)
IMPORT_FINISHED = ProblemKind(
    name="import-finished",
    status=409,
    title="The import has ended already",
    meaning="Nothing is left to cancel: it is done, or it failed. What it stored stays.",
)
PRECONDITION_FAILED = ProblemKind(
    name="precondition-failed",
    status=412,
    title="The article is not as the request expects",
    meaning="`If-Match` names another version than the newest, or `If-None-Match: *` met an "
    "article that exists. Nothing was changed. Read the article again and decide.",
)
TOO_LARGE = ProblemKind(
    name="too-large",
    status=413,
    title="The request is too large",
    meaning="The body is larger than the operator allows (`ARCHIVE_MAX_ARTICLE_BYTES` for an "
    "article, `ARCHIVE_MAX_IMPORT_BYTES` for an import).",
)
UNSUPPORTED_MEDIA_TYPE = ProblemKind(
    name="unsupported-media-type",
    status=415,
    title="The body's media type is not supported",
    meaning="An article is sent as `Content-Type: application/json`. An import may have any media "
    "type, but no `Content-Encoding` other than those in the header `Accept-Encoding`.",
)
INVALID_PARAMETERS = ProblemKind(
    name="invalid-parameters",
    status=422,
    title="A parameter is unknown or out of range",
    meaning="`errors` says what is wrong with each parameter.",
)
INVALID_ARTICLE = ProblemKind(
    name="invalid-article",
    status=422,
    title="The article cannot be accepted",
    meaning="`errors` says what is wrong with each member of the JSON that was sent, by its path "
    "(`agencies.0.name`). Nothing was stored.",
)
IDEMPOTENCY_KEY_REUSED = ProblemKind(
    name="idempotency-key-reused",
    status=422,
    title="The Idempotency-Key belongs to another request",
    meaning="The key came before with other content or parameters. A new import needs a new key; "
    "a repeated one is sent as it was.",
)
INTERNAL_ERROR = ProblemKind(
    name="internal-error",
    status=500,
    title="The server made a mistake",
    meaning="Not the request's fault. The operator finds what happened in the server's log under "
    "`request_id`.",
)
UNAVAILABLE = ProblemKind(
    name="unavailable",
    status=503,
    title="The archive cannot answer now",
    meaning="The database or the index does not answer. The header `Retry-After` says in how many "
    "seconds to try again. An outage is never shown as an empty result.",
)
TOO_MANY_EXPORTS = ProblemKind(
    name="too-many-exports",
    status=503,
    title="As many exports as can be are under way",
    meaning="Each export keeps a place until its reader has all of it; so that searches always "
    "find one free, there are only some for exports. The header `Retry-After` says in how many "
    "seconds to try again.",
)
TOO_MANY_UPLOADS = ProblemKind(
    name="too-many-uploads",
    status=503,
    title="As many uploads as can be are under way",
    meaning="Each upload keeps a place until all of it has come; so that searches always find one "
    "free, there are only some for uploads. The header `Retry-After` says in how many seconds to "
    "try again.",
)
NOT_SEARCHABLE_YET = ProblemKind(
    name="not-searchable-yet",
    status=503,
    title="The change is stored but not searchable yet",
    meaning="With `refresh=wait`: the change is safe in the archive at `revision`, but the index "
    "did not reach it in time. It needs no repeating; the index catches up by itself.",
)
DISK_FULL = ProblemKind(
    name="disk-full",
    status=507,
    title="The disk is full",
    meaning="There is no room for this upload, and nothing of it was kept. The operator makes room "
    "where `ARCHIVE_DATA` is.",
)

KINDS: dict[str, ProblemKind] = {
    kind.name: kind
    for kind in (
        INVALID_QUERY,
        MALFORMED_REQUEST,
        KEY_REQUIRED,
        KEY_UNKNOWN,
        NO_KEYS,
        SCOPE_MISSING,
        NOT_FOUND,
        ARTICLE_NOT_FOUND,
        ARTICLE_DELETED,
        IMPORT_NOT_FOUND,
        METHOD_NOT_ALLOWED,
        IMPORT_FINISHED,
        PRECONDITION_FAILED,
        TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        INVALID_PARAMETERS,
        INVALID_ARTICLE,
        IDEMPOTENCY_KEY_REUSED,
        INTERNAL_ERROR,
        UNAVAILABLE,
        TOO_MANY_EXPORTS,
        TOO_MANY_UPLOADS,
        NOT_SEARCHABLE_YET,
        DISK_FULL,
    )
}


class Problem(HTTPException):
    """An error to answer with; `members` are the extension members of its kind."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str,
        *,
        headers: Iterable[tuple[str, str]] = (),
        **members: Any,
    ) -> None:
        super().__init__(detail)
        self.code = kind.status
        self.kind = kind
        self.detail = detail
        self.headers = tuple(headers)
        self.members = members

    def get_response(self, *_: Any, **__: Any) -> Response:
        """The problem as a response."""
        return problem_response(
            status=self.kind.status,
            type=self.kind.uri,
            title=self.kind.title,
            detail=self.detail,
            members=self.members,
            headers=self.headers,
        )


def problem_response(
    *,
    status: int,
    type: str = "about:blank",
    title: str | None = None,
    detail: str,
    members: Mapping[str, Any] | None = None,
    headers: Iterable[tuple[str, str]] = (),
) -> Response:
    """A problem details document; without a type its title is the status's own phrase."""
    body = {
        "type": type,
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **(members or {}),
    }
    content = orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)
    response = Response(content, status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    response.headers.extend(list(headers))
    return response
