"""Links from one page to the others."""

import re
from urllib.parse import quote

from api.services import this_request

_NAME = "".join(f"(?:{letter}|%{ord(letter):x})" for letter in "page")
_PAGE = re.compile(f"(?:^|&){_NAME}=[^&]*".encode())
_KEPT = "%&=+:,;/?@!$'()*-._~"
"""What stays as it is in an address's parameters (RFC 3986), escapes that are there included."""


def link_header(page: int, pages: int) -> str:
    """The Link header (RFC 8288) of this request's page; empty where there is only one."""
    targets: dict[str, int] = {}
    if pages > 1:
        targets["first"] = 1
        targets["last"] = pages
    if page > 1 and pages:
        targets["prev"] = min(page - 1, pages)
    if page < pages:
        targets["next"] = page + 1
    if not targets:
        return ""
    address = _address_without_page()
    return ", ".join(
        f'<{address}page={number}>; rel="{relation}"' for relation, number in targets.items()
    )


def _address_without_page() -> str:
    """This request's address up to its page, which comes last; all else is as the client wrote it,
    which spares decoding and encoding it."""
    request = this_request()
    kept = quote(_PAGE.sub(b"", request.query_string).lstrip(b"&"), _KEPT)
    return f"{request.root_path}{request.path}?{kept}{'&' if kept else ''}"
