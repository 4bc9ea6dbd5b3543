"""HTML text -> a tree that the other modules read, whatever state the page is in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from archive.parsing.html.linked_data import read_linked_data

# What no page has and the parser stumbles over: NULs, other controls and lone surrogates.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Of a tag this long only the name is kept: the parser takes time quadratic in its attributes. What
# is cut from pages is a picture written into its tag.
_LONG_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9:-]{0,20})[^<>]{50000,}>?")
_MOST_ELEMENTS = 20_000  # several times what large pages have
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,20})(?:[\s/][^<>]*)?>")
# What may still nest or says something in a page that is nested too deeply to be read as it is.
_BREAK = "<br>"
_BREAKS = re.compile(f"(?:{_BREAK}){{2,}}")
_KEPT_WHEN_DEEP = frozenset(
    "html head title meta link script style body p h1 h2 h3 h4 h5 h6 time br li".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body br center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option "
    "p pre section summary table tbody td tfoot th thead title tr ul".split()
)
_UNSEEN = frozenset(
    "script style noscript template head svg math iframe object select textarea button "
    "canvas audio video map datalist".split()
)


@dataclass(frozen=True)
class Page:
    """A parsed page; `tree` is its root element, an lxml.html.HtmlElement without comments."""

    tree: Any

    @cached_property
    def metas(self) -> Mapping[str, tuple[str, ...]]:
        """What its meta elements say: contents in order, by name, property or itemprop folded."""
        found: dict[str, list[str]] = {}
        for meta in self.tree.iter("meta"):
            content = (meta.get("content") or "").strip()
            for attribute in ("name", "property", "itemprop"):
                if content and (name := meta.get(attribute)):
                    found.setdefault(name.strip().casefold(), []).append(content)
        return {name: tuple(contents) for name, contents in found.items()}

    @cached_property
    def data(self) -> tuple[Mapping[str, Any], ...]:
        """Its JSON-LD objects, those nearest to the top first."""
        scripts = (
            script.text or ""
            for script in self.tree.iter("script")
            if "ld+json" in (script.get("type") or "").casefold()
        )
        return read_linked_data(scripts)

    @cached_property
    def is_vast(self) -> bool:
        """Whether it has so many elements, which take minutes to weigh, that its text is read."""
        return bool(self.tree.xpath("count(.//*) > $most", most=_MOST_ELEMENTS))

    def meta(self, *names: str) -> str | None:
        """The first content of the first of these meta elements that the page has."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    @cached_property
    def text(self) -> str:
        """The page as people see it, flattened: a line for each block, menus and all."""
        shown = "".join(_visible(self.tree))
        lines = (" ".join(line.split()) for line in shown.split("\n"))
        return "\n".join(line for line in lines if line)


def read_page(text: str) -> Page | None:
    """The page in an HTML text, None where there is no element in it.

    Scripts are never run and stay text. A page nested deeper than the parser follows (256 levels)
    is read without the elements that only nest.
    """
    from lxml import etree, html

    text = _LONG_TAG.sub(r"<\1>", _UNREADABLE.sub(" ", text))
    for attempt in (text, None):
        source = attempt if attempt is not None else _flattened(text)
        parser = html.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
        )
        try:
            tree = html.document_fromstring(source.encode(), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return None
        if not any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
            return Page(tree)
    return Page(tree)


def _flattened(text: str) -> str:
    """The page without the elements that only nest, a line's end for any number of blocks."""

    def replaced(tag: re.Match[str]) -> str:
        name = tag[1].casefold()
        if name in _KEPT_WHEN_DEEP:
            return tag.group()
        return _BREAK if name in _BLOCKS else ""

    return _BREAKS.sub(_BREAK, _TAG.sub(replaced, text))


def _visible(root: Any) -> Iterator[str]:
    """The visible text in pieces, line ends where blocks begin and end; no recursion."""
    waiting: list[Any] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        tag = item.tag if isinstance(item.tag, str) else ""
        if item.tail and item is not root:
            waiting.append(item.tail.replace("\n", " "))
        if tag in _UNSEEN or item.get("hidden") is not None:
            continue
        end = "\n" if tag in _BLOCKS else ""
        yield end
        waiting.append(end)
        waiting.extend(reversed(item))
        if item.text:
            waiting.append(item.text.replace("\n", " "))
