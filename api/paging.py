"""Links from one page to the others."""

from urllib.parse import quote, unquote

from flask import request

_KEPT = "%&=+:,;/?@!$'()*-._~"
"""What stays as it is in an address's parameters (RFC 3986), escapes that are there included."""


def link_header(page: int, pages: int) -> str:
    """The Link header (RFC 8288) of this request's page; empty where there is only one."""
    if pages <= 1 and page <= pages:
        return ""
    targets: dict[str, int] = {}
    if pages > 1:
        targets["first"] = 1
        targets["last"] = pages
    if page > 1 and pages:
        targets["prev"] = min(page - 1, pages)
    if page < pages:
        targets["next"] = page + 1
    address = _address_without_page()
    return ", ".join(
        f'<{address}{number}>; rel="{relation}"' for relation, number in targets.items()
    )


def _address_without_page() -> str:
    """This request's address up to its page, which comes last; all else is as the client wrote it,
    which spares decoding and encoding it."""
    parts = request.query_string.decode("latin-1").split("&")
    kept = [part for part in parts if part and unquote(part.partition("=")[0]) != "page"]
    query = quote("&".join([*kept, "page="]).encode("latin-1"), _KEPT)
    return f"{request.root_path}{request.path}?{query}"
