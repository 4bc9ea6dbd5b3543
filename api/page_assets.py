"""Stylesheets and scripts of the pages: those that the first paint waits for stand in the page
itself, the others have addresses that change when any of them does."""

import re
from base64 import b64encode
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path

from flask import Response, send_from_directory, url_for
from markupsafe import Markup

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


@cache
def stylesheet(name: str) -> Markup:
    """A stylesheet of api/static as an element: the page is painted when it is there, and need not
    ask for anything first."""
    return Markup("<style>{}</style>").format(Markup(_inline(name)))


@cache
def early_script(name: str) -> Markup:
    """A script of api/static as an element, which runs before the page is painted."""
    return Markup("<script>{}</script>").format(Markup(_inline(name)))


@cache
def inline_sources(pattern: str) -> str:
    """What a content security policy calls the files of api/static that stand in pages: the hash
    of each (Content Security Policy Level 3, section 6.7.3.3)."""
    texts = (_inline(path.name) for path in sorted(STATIC.glob(pattern)))
    digests = (sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)


@cache
def _inline(name: str) -> str:
    """A file without its comments and indents, which are most of what it need not say each time."""
    text = (STATIC / name).read_text()
    text = re.sub(r"/\*[\s\S]*?\*/|^\s*//.*$", "", text, flags=re.MULTILINE)
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def send_asset(version: str, filename: str) -> Response:
    """A file of api/static. The one of another version is not kept: it is not that version's."""
    current = version == fingerprint()
    response = send_from_directory(STATIC, filename, max_age=A_YEAR if current else None)
    if current:
        response.cache_control.public = True
        response.cache_control.immutable = True
    return response
