"""Articles as they came, in a response that no browser runs."""

import unicodedata
from urllib.parse import quote

from flask import Response

from archive import Original

_EXTENSIONS = {"text/plain": ".txt", "application/json": ".json", "text/html": ".html"}


def raw_response(original: Original, id: str) -> Response:
    """The bytes with their media type: to be saved, never sniffed, framed or run.

    No charset is claimed that the bytes did not come with.
    """
    response = Response(original.content, content_type=original.media_type)
    response.headers["Content-Disposition"] = _attachment(original, id)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _attachment(original: Original, id: str) -> str:
    """RFC 6266: a plain file name, and the true one where that is not ASCII."""
    given = (original.name or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(" " if not letter.isprintable() else letter for letter in given).strip()
    name = name or id + _EXTENSIONS.get(original.media_type.partition(";")[0], "")
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = plain.replace('"', "'").strip() or id
    header = f'attachment; filename="{plain}"'
    if plain != name:
        header += f"; filename*=UTF-8''{quote(name, safe='')}"
    return header
