"""ETags: what an answer depends on, hashed; a client that has it already gets a 304."""

from hashlib import blake2b

from flask import Response

from api.services import this_request
from api.version import RELEASE
from archive import Version


def document_tag(version: Version) -> str:
    """The tag of a document as it stands, which `If-Match` takes."""
    return _tag(str(version.revision), version.content_hash)


def view_tag(*parts: str) -> str:
    """The tag of this request's answer, where `parts` are all that it is made from.

    The parameters count in any order; a new release may answer differently.
    """
    request = this_request()
    asked = b"&".join(sorted(request.query_string.split(b"&")))
    return _tag(request.path, *parts, asked=asked)


def _tag(*parts: str, asked: bytes = b"") -> str:
    text = "\0".join((RELEASE, *parts)).encode("utf-8", "surrogatepass")
    return blake2b(b"%b\0%b" % (text, asked), digest_size=12).hexdigest()


def not_modified(tag: str, *, weak: bool = False) -> Response | None:
    """The 304 to answer with if the client has this tag's answer (RFC 9110, section 13.1.2)."""
    request = this_request()
    asked = "HTTP_IF_NONE_MATCH" in request.environ  # so that nothing is parsed where not
    if asked and request.if_none_match.contains_weak(tag):
        return tagged(Response(status=304), tag, weak=weak)
    return None


def tagged(response: Response, tag: str, *, weak: bool = False) -> Response:
    """The response with its tag; it may be kept, but must be checked before each use.

    A weak tag is for answers that mean the same though not each byte does (`took_ms`).
    """
    response.headers.add("ETag", f'W/"{tag}"' if weak else f'"{tag}"')
    response.headers.add("Cache-Control", "no-cache")
    return response


def uncached(response: Response) -> Response:
    """The response with word that it is not to be kept."""
    response.headers["Cache-Control"] = "no-store"
    return response
