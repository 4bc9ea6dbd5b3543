"""Stylesheets and scripts of the pages, under addresses that change when any of them does."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from flask import Response, send_from_directory, url_for

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
A_YEAR = 31_536_000  # seconds, as long as any cache keeps anything


@cache
def fingerprint() -> str:
    """Of everything that pages are made of, but for what they show; changes when any file does.

    It is in the assets' addresses as a folder, so that scripts import each other by relative
    address and always get the version that they were written for.
    """
    hashed = blake2b(digest_size=8)
    for folder in (STATIC, TEMPLATES):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                hashed.update(path.relative_to(folder).as_posix().encode() + b"\0")
                hashed.update(path.read_bytes())
    return hashed.hexdigest()


def asset(name: str) -> str:
    """The address of a file in api/static, by its name there."""
    return url_for("pages.static", version=fingerprint(), filename=name)


def send_asset(version: str, filename: str) -> Response:
    """A file of api/static. The one of another version is not kept: it is not that version's."""
    current = version == fingerprint()
    response = send_from_directory(STATIC, filename, max_age=A_YEAR if current else None)
    if current:
        response.cache_control.public = True
        response.cache_control.immutable = True
    return response
