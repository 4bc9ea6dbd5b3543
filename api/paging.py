"""Links from one page to the others."""

from urllib.parse import urlencode

from flask import request


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
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != "page"]
    path = request.root_path + request.path
    return ", ".join(
        f'<{path}?{urlencode([*kept, ("page", number)])}>; rel="{relation}"'
        for relation, number in targets.items()
    )
