"""Whatever goes wrong, wherever: one problem details answer."""

import logging
from secrets import token_hex

from flask import Flask, request
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
)
from werkzeug.wrappers import Response

from api import problems
from api.problems import Problem, problem_response
from api.services import services
from archive import (
    ArticleDeleted,
    ArticleNotFound,
    DiskFull,
    IdempotencyKeyReused,
    ImportFinished,
    ImportNotFound,
    InvalidArticle,
    InvalidId,
    Outage,
    UserError,
)
from index import QuerySyntaxError, QueryTooBroad

RETRY_AFTER = "5"
"""Seconds after which an outage may be over."""

_logger = logging.getLogger(__name__)


def register_error_handlers(app: Flask) -> None:
    """Make the application answer every error, Flask's own too, with a problem."""
    app.register_error_handler(HTTPException, respond_to_http_exception)
    app.register_error_handler(Exception, respond_to_exception)


def respond_to_http_exception(error: HTTPException) -> Response:
    """An HTTP error as a problem with the headers it came with (Allow, Retry-After ...)."""
    if isinstance(error, Problem):
        return error.get_response()
    original = getattr(error, "original_exception", None)
    if original is not None:  # Flask's wrapping of an error from outside a view
        return respond_to_exception(original)
    if error.code is None or error.code < 400:
        return Response.force_type(error.get_response())
    headers = [
        (name, value)
        for name, value in error.get_headers(request.environ)
        if name.lower() not in {"content-type", "content-length"}
    ]
    match error:
        case NotFound():
            return Problem(
                problems.NOT_FOUND,
                f"Nothing is at {request.path}. /openapi.json lists every address, "
                "/docs explains them.",
            ).get_response()
        case MethodNotAllowed():
            allowed = ", ".join(sorted(error.valid_methods or ()))
            return Problem(
                problems.METHOD_NOT_ALLOWED,
                f"{request.method} is not possible here; use one of {allowed}.",
                headers=headers,
            ).get_response()
        case RequestEntityTooLarge():
            return too_large().get_response()
    return problem_response(
        status=error.code, detail=error.description or error.name, headers=headers
    )


def respond_to_exception(error: Exception) -> Response:
    """An error of this project as the problem that it is; any other is logged and answered 500."""
    match error:
        case QuerySyntaxError():
            return invalid_query(error).get_response()
        case QueryTooBroad():
            return Problem(
                problems.INVALID_QUERY, str(error), errors={"q": [str(error)]}
            ).get_response()
        case ArticleDeleted():
            return Problem(problems.ARTICLE_DELETED, str(error)).get_response()
        case ArticleNotFound():
            return Problem(problems.ARTICLE_NOT_FOUND, str(error)).get_response()
        case ImportNotFound():
            return Problem(problems.IMPORT_NOT_FOUND, str(error)).get_response()
        case ImportFinished():
            return Problem(problems.IMPORT_FINISHED, str(error)).get_response()
        case IdempotencyKeyReused():
            return Problem(problems.IDEMPOTENCY_KEY_REUSED, str(error)).get_response()
        case DiskFull():
            _logger.warning("%s %s: %s", request.method, request.path, error)
            return Problem(problems.DISK_FULL, str(error)).get_response()
        case Outage():
            _logger.warning("%s %s: %s", request.method, request.path, error)
            return Problem(
                problems.UNAVAILABLE, str(error), headers=[("Retry-After", RETRY_AFTER)]
            ).get_response()
        case InvalidId():
            return Problem(
                problems.INVALID_PARAMETERS, str(error), errors={"id": [str(error)]}
            ).get_response()
        case InvalidArticle():
            return Problem(
                problems.INVALID_ARTICLE, str(error), errors={"": [str(error)]}
            ).get_response()
        case UserError():
            return Problem(problems.INVALID_PARAMETERS, str(error), errors={}).get_response()
    request_id = token_hex(8)
    _logger.error(
        "%s %s failed; request_id %s", request.method, request.path, request_id, exc_info=error
    )
    return Problem(
        problems.INTERNAL_ERROR,
        f"Something went wrong in the server; its log says what under {request_id}.",
        request_id=request_id,
    ).get_response()


def invalid_query(error: QuerySyntaxError) -> Problem:
    """A query's mistake, with the place of it."""
    return Problem(
        problems.INVALID_QUERY,
        error.message,
        errors={"q": [error.message]},
        position=error.position,
        length=error.length,
    )


def too_large() -> Problem:
    """A body over the limit."""
    limit = services().settings.max_article_bytes
    return Problem(
        problems.TOO_LARGE,
        f"The body is larger than the {limit:,} bytes that ARCHIVE_MAX_ARTICLE_BYTES allows.",
    )
