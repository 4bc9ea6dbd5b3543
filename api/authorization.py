"""Who may write, or see what others write: requests that carry a key of the archive's."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Response, g, request

from api import problems
from api.problems import Problem
from api.services import services
from archive import Key

HOW_TO_MAKE_ONE = "`flask archive key create NAME`"


def requires_key(scope: str) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Let only requests through whose key has the scope (RFC 6750); others are a Problem."""

    def decorate(view: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Response:
            g.key = check_key(scope)
            return view(*args, **kwargs)

        return guarded

    return decorate


def key_of_this_request() -> Key:
    """The key that let this request through, in a view that requires one."""
    return cast(Key, g.key)


def allows(scope: str) -> bool:
    """Whether the request carries a key that has the scope, where there is an answer without one
    too."""
    token = _token()
    key = services().store.keys.verify(token) if token else None
    return key is not None and scope in key.scopes


def check_key(scope: str) -> Key:
    """The request's key; raises a Problem unless it carries one that has the scope."""
    keys = services().store.keys
    token = _token()
    key = keys.verify(token) if token else None
    if key is None and not keys.exists():
        raise Problem(
            problems.NO_KEYS,
            f"This needs a key, and the archive has none yet. Make one with {HOW_TO_MAKE_ONE} "
            "on the server and send it as Authorization: Bearer <key>.",
        )
    if not token:
        raise Problem(
            problems.KEY_REQUIRED,
            "This needs the header Authorization: Bearer <key>. The operator makes a key with "
            f"{HOW_TO_MAKE_ONE}.",
            headers=[("WWW-Authenticate", 'Bearer realm="archive"')],
        )
    if key is None:
        raise Problem(
            problems.KEY_UNKNOWN,
            "This key is mistyped or was revoked. The operator makes a new one with "
            f"{HOW_TO_MAKE_ONE}.",
            headers=[("WWW-Authenticate", 'Bearer realm="archive", error="invalid_token"')],
        )
    if scope not in key.scopes:
        raise Problem(
            problems.SCOPE_MISSING,
            f"The key {key.name!r} has no {scope!r} scope.",
            headers=[
                (
                    "WWW-Authenticate",
                    f'Bearer realm="archive", error="insufficient_scope", scope="{scope}"',
                )
            ],
        )
    return key


def _token() -> str | None:
    """What the request carries as its key."""
    authorization = request.authorization
    return authorization.token if authorization and authorization.type == "bearer" else None
