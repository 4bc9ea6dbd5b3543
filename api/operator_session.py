"""Who may see the operator's pages: whoever logged in with a key that has the `admin` scope.

The key is posted once, and is in no address, page or cookie. The cookie holds a session's token
(archive.Sessions), is not readable by scripts, and is not sent with what another site began; over
https it is not sent in the clear either.
"""

from urllib.parse import urlsplit

from flask import Response, request, url_for
from werkzeug.exceptions import Forbidden

from api.services import services
from archive import SESSION_LIFETIME, Key

SCOPE = "admin"
COOKIE = "archive_session"


def operator() -> Key | None:
    """The key that whoever asks logged in with, None if they did not or it allows it no more."""
    token = request.cookies.get(COOKIE)
    key = services().store.sessions.key(token) if token else None
    return key if key and SCOPE in key.scopes else None


def log_in(response: Response, key: Key) -> Response:
    """The response, which begins a session with this key."""
    response.set_cookie(
        COOKIE,
        services().store.sessions.begin(key),
        max_age=SESSION_LIFETIME,
        path=url_for("operator_pages.overview"),
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
    )
    return response


def log_out(response: Response) -> Response:
    """The response, which ends the session for good: a copy of its cookie opens nothing."""
    if token := request.cookies.get(COOKIE):
        services().store.sessions.end(token)
    response.delete_cookie(
        COOKIE,
        path=url_for("operator_pages.overview"),
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
    )
    return response


def require_own_form() -> None:
    """Raise Forbidden for a form that another site's page sent.

    Browsers say so themselves (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/), but not over
    plain http to another machine; there they name the page's origin (RFC 6454). What is no browser
    says neither, and has no cookies that a page could misuse.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise Forbidden(_FOREIGN)
        return
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Forbidden(_FOREIGN)


_FOREIGN = "This form was sent from a page of another site, so nothing was done."
