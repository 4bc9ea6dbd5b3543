"""Showing marks: a text with its marks as HTML."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from index.results import Mark


def to_html(text: str, marks: Iterable[Mark], *, tag: str | tuple[str, str] = "mark") -> str:
    """The text as HTML, everything in it escaped (& < > " '), each mark in an element.

    `marks` are offsets in the text, in order and apart from each other. `tag` is the name of an
    element that only looks different, or of a custom one, and may have a class (`em.hit`); or the
    pair of what stands before and after each mark, which is not escaped. Raises ValueError for
    another name.
    """
    before, after = _tags(tag) if isinstance(tag, str) else tag
    parts: list[str] = []
    position = 0
    for start, end in marks:
        parts += (text[position:start], before, text[start:end], after)
        position = end
    parts.append(text[position:])
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:  # most have none
        parts[::2] = map(escape, parts[::2])
    return "".join(parts)


_ELEMENT = re.compile(
    r"(mark|em|strong|b|i|u|span|[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){1,3})"
    r"(?:\.([a-zA-Z][a-zA-Z0-9_-]{0,60}))?"
)


@lru_cache(maxsize=64)
def _tags(name: str) -> tuple[str, str]:
    """The tags of an element; raises ValueError for one that could do more than look different."""
    element = _ELEMENT.fullmatch(name)
    if element is None:
        raise ValueError(
            f"{name!r} is no element to mark with; take mark, em, strong, b, i, u, span or a "
            "custom element, with a class if need be: em.hit."
        )
    style = f' class="{element[2]}"' if element[2] else ""
    return f"<{element[1]}{style}>", f"</{element[1]}>"
